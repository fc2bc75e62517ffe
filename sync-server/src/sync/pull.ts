/** Pull: projections come down, page by page, after the client's checkpoint. */
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { dayOf } from '@liangma/shared/kernel/instant';
import type { Checkpoint, EventDocument, PullReply, TaskDocument } from '@liangma/shared/protocol/documents';
import { asKnownTo } from '@liangma/shared/protocol/older-clients';
import type { TaskState } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import type { FeedTask, StoredEvent } from '../ports/store.ts';
import { syncOf } from './push.ts';

export async function pullTasks(
  deps: Deps,
  officer: string,
  after: Checkpoint,
  limit: number,
): Promise<PullReply<TaskDocument | Tombstone>> {
  const { rows, sums } = await deps.store.read(async (tx) => {
    const found = await tx.tasksForOfficer(officer, after, limit);
    // After the page: what changes in between has a number beyond it, so that nobody compares (SYNC-17).
    return { rows: found, sums: found.length < limit ? await tx.scopeSums(officer) : undefined };
  });
  return {
    ...(sums ? { sums } : {}),
    documents: rows.map((row) => (isTheirs(row, officer) ? taskDocument(row) : tombstone(row))),
    checkpoint: advance(after, rows),
    epoch: deps.store.epoch,
  };
}

export async function pullEvents(
  deps: Deps,
  device: string,
  after: Checkpoint,
  limit: number,
  version?: number,
): Promise<PullReply<EventDocument>> {
  const rows = await deps.store.read((tx) => tx.eventsForDevice(device, after, limit));
  return {
    documents: rows.map((row) => eventDocument(row, version)),
    checkpoint: advance(after, rows),
    epoch: deps.store.epoch,
  };
}

/** The last number of each shard on the page; an empty page gives the checkpoint back as it was. */
export function advance(after: Checkpoint, rows: readonly { shard: string; seq: number }[]): Checkpoint {
  return { ...after, ...Object.fromEntries(rows.map(({ shard, seq }) => [shard, seq])) };
}

/** All that an officer is told of a task that was given to others: it goes from the device, without its content. */
interface Tombstone {
  readonly id: string;
  readonly _deleted: true;
}

const tombstone = ({ task }: FeedTask): Tombstone => ({ id: task.id, _deleted: true });

const isTheirs = ({ task }: FeedTask, officer: string): boolean => task.officers.some(({ id }) => id === officer);

/** While there is something to show at a door. */
const SHOWN: readonly TaskState[] = ['issued', 'inspecting'];

const taskDocument = ({ task, live }: FeedTask): TaskDocument => ({
  ...{ id: task.id, day: dayOf(task.window.from), from: task.window.from },
  ...{ state: task.state, rev: task.rev, data: task, _deleted: false },
  ...(live && SHOWN.includes(task.state) ? { live: { code: live.code, seed: toBase64Url(live.seed) } } : {}),
});

const eventDocument = (event: StoredEvent, version: number | undefined): EventDocument =>
  ({
    ...{ id: event.id, device: event.device, seq: event.deviceSeq, type: event.type, task: event.task, at: event.at },
    envelope: toBase64Url(event.envelope),
    sync: asKnownTo(version, syncOf(event)),
    _deleted: false,
  }) as EventDocument;
