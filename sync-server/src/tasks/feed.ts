/** Feed of an officer's tasks: a page after the device's checkpoint. */
import { join, toBase64Url, utf8, utf8Decode } from '@liangma/shared/kernel/bytes';
import { dayOf } from '@liangma/shared/kernel/instant';
import { advance } from '@liangma/shared/protocol/checkpoint';
import type { Checkpoint, PullReply, TaskDocument } from '@liangma/shared/protocol/documents';
import { changesTasksFor, taskFor } from '@liangma/shared/protocol/older-clients';
import type { Task, TaskState } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import type { FeedTask } from './repository.ts';

/** Returns `PullReply<TaskDocument | Tombstone>` as JSON in UTF-8: the text of a task goes from the store to the wire unparsed. */
export async function pullTasks(
  deps: Deps,
  officer: string,
  after: Checkpoint,
  limit: number,
  version?: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { rows: found, sums } = await deps.store.read(async (tx) => {
    const found = await tx.tasks.feed(officer, after, limit);
    // Read after the page: a change in between has a higher number, so the device does not compare yet (SYNC-17).
    return { rows: found, sums: found.length < limit ? await tx.tasks.checksums(officer) : undefined };
  });
  const rest: Omit<PullReply<never>, 'documents'> = {
    ...(sums ? { sums } : {}),
    checkpoint: advance(after, found),
    epoch: deps.store.epoch,
  };
  const rows = changesTasksFor(version, deps.protocol) ? found.map((row) => inOlderWords(row, version, deps)) : found;
  const documents = rows.flatMap((row, i) => [i === 0 ? EMPTY : COMMA, ...(row.gone ? tombstone(row) : taskJson(row))]);
  return join([utf8(`${JSON.stringify(rest).slice(0, -1)},"documents":[`), ...documents, utf8(']}')]);
}

/** Tells an officer's device to drop a task that was given to others. */
interface Tombstone {
  readonly id: string;
  readonly _deleted: true;
}

const tombstone = ({ id }: FeedTask): Uint8Array[] => [
  utf8(JSON.stringify({ id, _deleted: true } satisfies Tombstone)),
];

const EMPTY = new Uint8Array(0);
const COMMA = utf8(',');
const BRACE = utf8('}');

/** States in which an officer shows the code at the door. */
const SHOWN: readonly TaskState[] = ['issued', 'inspecting'];

/** Puts a task in words of an older client. A code that is not shown today is not shown there either. */
function inOlderWords(row: FeedTask, version: number | undefined, { protocol }: Deps): FeedTask {
  if (row.gone) return row;
  const task = taskFor(version, JSON.parse(utf8Decode(row.json)) as Task, protocol);
  const live = SHOWN.includes(row.state) ? row.live : null;
  return { ...row, state: task.state, live, json: utf8(JSON.stringify(task)) };
}

/** Returns the pieces of a `TaskDocument`. */
function taskJson({ id, from, state, rev, json, live }: FeedTask): Uint8Array[] {
  const shown = live && SHOWN.includes(state) ? { live: { code: live.code, seed: toBase64Url(live.seed) } } : {};
  const row = { id, day: dayOf(from), from, state, rev, _deleted: false, ...shown };
  return [utf8(`${JSON.stringify(row satisfies Omit<TaskDocument, 'data' | 'id'>).slice(0, -1)},"data":`), json, BRACE];
}
