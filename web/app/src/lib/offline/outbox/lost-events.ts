/**
 * Events that the server has lost. They are sent again unchanged and judged again, in the order of the chain (SYNC-3: later
 * ones wait for them). Their receipts are dropped first, because they prove nothing about the present server: its next answer
 * brings a new receipt.
 */
import type { EventId } from '@liangma/shared/kernel/ids';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { lostBeyond, wasStored } from '@liangma/shared/sync/lost-beyond';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import type { EventRow } from '../rows.ts';
import type { Page } from '../wire/replies.ts';

/** If sending them again does not help, the fault is elsewhere. */
const TRY_AGAIN_AFTER = MINUTE;
/** For a guess: the device does not know that they are lost. */
const GUESS_AGAIN_AFTER = HOUR;

/**
 * [SYNC-20] Called at the end of every pull. A store restored from an older copy shows another epoch, but a server can also go
 * back under the same one. `meanwhile`: events that were answered after the page was asked for, so that their absence in it
 * says nothing. Returns how many are sent again.
 */
export async function requeueLost(
  db: DeviceDb,
  { chain, checkpoint }: Page<EventRow>,
  meanwhile: ReadonlySet<string>,
  now: number,
): Promise<number> {
  return db.transaction('rw', db.events, db.meta, async () => {
    await db.meta.delete('divergentEventShards');
    if (!chain) return 0;
    const beyond = await db.events.where('seq').above(chain.judged).toArray();
    const waiting = await db.events.where('sync.state').equals('waiting').toArray();
    const suspects = new Map([...beyond, ...waiting].map((row) => [row.id, row]));
    for (const id of meanwhile) suspects.delete(id as EventId);
    const lost = lostBeyond([...suspects.values()], chain);
    if (!(await requeue(db, lost, { evidence: chain, now, after: TRY_AGAIN_AFTER }))) return 0;
    // The server numbers what it judges anew from where it is, below the pulled checkpoint.
    await writeMeta(db, 'divergentEventShards', Object.keys(checkpoint));
    return lost.length;
  });
}

/**
 * [SYNC-20] A barred device cannot pull, so it never learns the server's chain end. If an event waits although all its
 * predecessors were answered, the server may have lost some: sends the last `most` of them again. Returns the count.
 */
export async function requeueBeforeWaiting(db: DeviceDb, most: number, now: number): Promise<number> {
  return db.transaction('rw', db.events, db.meta, async () => {
    const [first] = await db.events.where('sync.state').equals('waiting').sortBy('seq');
    if (!first) return 0;
    const before = await db.events.where('seq').below(first.seq).sortBy('seq');
    // The pending one goes up anyway.
    if (before.some(({ sync }) => sync.state === 'pending')) return 0;
    const lost = before.filter(({ sync }) => wasStored(sync)).slice(-most);
    const isSent = await requeue(db, lost, { evidence: first.id, now, after: GUESS_AGAIN_AFTER });
    return isSent ? lost.length : 0;
  });
}

/**
 * [SYNC-20] Called after the store was replaced, on a barred device, which the server tells nothing: sends all answered events
 * again, once per replacement.
 */
export async function requeueAnswered(db: DeviceDb, now: number): Promise<void> {
  await db.transaction('rw', db.events, db.meta, async () => {
    if ((await readMeta(db, 'eventsPulled')) === undefined) return;
    const kept = (await db.events.orderBy('seq').toArray()).filter(({ sync }) => wasStored(sync));
    await requeue(db, kept, { evidence: 'replaced', now, after: 0 });
    // From now on it pulls like a device that has pulled nothing.
    await db.meta.delete('eventsPulled');
  });
}

interface Requeue {
  /** Why the rows are taken for lost. */
  readonly evidence: unknown;
  readonly now: number;
  /** Pause before the same rows go again on the same evidence, ms. */
  readonly after: number;
}

async function requeue(
  db: DeviceDb,
  lost: readonly EventRow[],
  { evidence: found, now, after }: Requeue,
): Promise<boolean> {
  if (lost.length === 0) return false;
  const evidence = JSON.stringify([found, lost.map(({ id }) => id)]);
  const last = await readMeta(db, 'requeued');
  if (last?.evidence === evidence && Math.abs(now - last.at) < after) return false;
  await writeMeta(db, 'requeued', { evidence, at: now });
  await db.events.bulkPut(lost.map(({ checked: _, ...row }) => ({ ...row, sync: { state: 'pending' } })));
  return true;
}
