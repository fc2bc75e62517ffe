/** History of a task so far: at the desk, at the door, on this device. */

import { voidReasonOf } from '@liangma/shared/grants/issued';
import type { SyncState } from '@liangma/shared/protocol/documents';
import type { Stamp, Task } from '@liangma/shared/tasks/task';
import type { TaskLog } from '#lib/offline/tasks/task-log.ts';
import type { fieldWords } from '#lib/words/field.svelte.ts';

type Words = typeof fieldWords.words;

export interface Entry {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  /** State of the sync, for entries of this device. */
  readonly sync?: SyncState['state'];
}

export function historyOf({ known, task, events }: TaskLog, words: Words): Entry[] {
  const own = events.map(({ row, event }) => ({
    id: row.id,
    at: row.at,
    text: event.type === 'scan' ? words.task.confirmedAssisted : words.sync.events[event.type],
    sync: row.sync.state,
  }));
  return [...deskEntries(known, words), ...siteEntries(task, events, words), ...own].sort((a, b) => a.at - b.at);
}

/** POST-1: a deputy's name stands with the head's. */
const signed = ({ name, onBehalfOf }: Stamp, say: Words['task']): string =>
  onBehalfOf ? say.standIn(name, onBehalfOf.name) : name;

function deskEntries(task: Task, { task: say, tasks }: Words): Entry[] {
  const entries = [{ id: 'applied', at: task.applied.at, text: say.applied(task.applied.name) }];
  for (const { at, name } of task.edits ?? []) entries.push({ id: `edited ${at}`, at, text: say.edited(name) });
  if ('approved' in task)
    entries.push({ id: 'approved', at: task.approved.at, text: say.approved(signed(task.approved, say)) });
  if ('withdrawn' in task) {
    const code = voidReasonOf(task.withdrawn, task.reason);
    const [name, reason] = code ? [tasks.system, tasks.voids[code]] : [signed(task.withdrawn, say), task.reason];
    entries.push({ id: 'withdrawn', at: task.withdrawn.at, text: say.withdrawn(name, reason) });
  }
  return entries;
}

/** Returns entries of others, carried here or known to the server; this device's own events are listed apart. */
function siteEntries(task: Task, own: TaskLog['events'], words: Words): Entry[] {
  const devices = new Set<string>(own.map(({ row }) => row.device));
  const entries: Entry[] = [];
  if ('scans' in task) {
    for (const { device, at } of task.scans) {
      if (!devices.has(device)) entries.push({ id: `scan-${device}`, at, text: words.task.confirmed });
    }
  }
  if ('refused' in task && !devices.has(task.refused.device)) {
    const text = words.task.refused(words.tasks.grounds[task.refused.ground]);
    entries.push({ id: 'refused', at: task.refused.at, text });
  }
  // SHOW-5: these changed no state.
  for (const { device, at, ground } of ('keptRefusals' in task && task.keptRefusals) || []) {
    const text = words.task.refusedUnproven(words.tasks.grounds[ground]);
    if (!devices.has(device)) entries.push({ id: `kept-${device}-${at}`, at, text });
  }
  if ('started' in task && !devices.has(task.started.device)) {
    entries.push({ id: 'started', at: task.started.at, text: words.sync.events['inspection-started'] });
  }
  if ('joined' in task) {
    for (const { device, at } of task.joined ?? []) {
      if (!devices.has(device)) entries.push({ id: `joined-${device}`, at, text: words.tasks.steps.joined });
    }
  }
  if ('explanations' in task) {
    for (const { event, device, at } of task.explanations ?? []) {
      if (!devices.has(device)) entries.push({ id: event, at, text: words.sync.events.explanation });
    }
  }
  return entries;
}
