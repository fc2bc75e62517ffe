/** What clients of versions before this one are told, and how. One that states no version is taken to know everything. */
import type { Task, TaskState } from '../tasks/task.ts';
import type { SyncState } from './documents.ts';

/** The first version that knows `quarantined` and `dismissed`. */
const WITH_QUARANTINE = 3;
/** The first version that takes `PushAnswer`, and reads receipts that were signed together. */
const WITH_SHORT_ANSWERS = 4;

/** The first version that knows `lapsed` and `performed-after-refusal`. */
const WITH_LAPSES = 5;

const knows = (version: number | undefined, since: number): boolean => version === undefined || version >= since;

/** Of a push comes back only what became of its rows; others are given each row as they sent it, with its fate. */
export const takesShortAnswers = (version: number | undefined): boolean => knows(version, WITH_SHORT_ANSWERS);

/** Others are given each receipt under a signature of its own. */
export const readsReceiptsSignedTogether = (version: number | undefined): boolean => knows(version, WITH_SHORT_ANSWERS);

/** In the words that it has. */
export function asKnownTo(version: number | undefined, sync: SyncState): SyncState {
  if (knows(version, WITH_QUARANTINE)) return sync;
  if (sync.state === 'quarantined') return { state: 'waiting' };
  return sync.state === 'rejected' && sync.code === 'dismissed' ? { ...sync, code: 'device-revoked' } : sync;
}

/** Whether a task in this state can be sent to it as it is. */
export const knowsState = (version: number | undefined, state: TaskState): boolean =>
  knows(version, WITH_LAPSES) || (state !== 'lapsed' && state !== 'performed-after-refusal');

/**
 * In the states that it has: to versions before there were lapses such a task looked issued, and one whose enterprise had
 * refused looked refused, whatever was recorded afterwards. What those states have no field for it passes over.
 */
export function taskAsKnownTo(version: number | undefined, task: Task): Task {
  if (knows(version, WITH_LAPSES)) return task;
  if (task.state === 'lapsed') {
    const { lapsed: _, ...rest } = task;
    return { ...rest, state: 'issued' };
  }
  if (task.state !== 'performed-after-refusal') return task;
  const { record: _, receivedAt: __, explanations: ___, ...rest } = task;
  return { ...rest, state: 'refused' };
}
