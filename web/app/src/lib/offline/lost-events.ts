/**
 * Events that the server has lost. They are sent again as they are and judged again, in the order of the chain (SYNC-3: the
 * later ones wait for them). Their receipts are let go of first: they prove nothing of the server that is there now, and
 * whoever answers next is asked for his own.
 */
import type { EventId } from '@liangma/shared/kernel/ids';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { lostBeyond, wasKept } from '@liangma/shared/sync/lost-beyond';
import { type DeviceDb, readMeta, writeMeta } from './device-db.ts';
import type { Page } from './replies.ts';
import type { EventRow } from './rows.ts';

/** Where sending them again does not help, asking all the time would only cost. */
const TRY_AGAIN_AFTER = MINUTE;
/** Without knowing that they are lost. */
const GUESS_AGAIN_AFTER = HOUR;

/**
 * [SYNC-20] At the end of any pull: a store restored from an older copy says so by another epoch, but a server can also have
 * gone back without a word. `meanwhile`: events that were answered after the page was asked for; what it does not know of
 * them says nothing. Gives how many are sent again.
 */
export async function sendBeyond(
  db: DeviceDb,
  { chain, checkpoint }: Page<EventRow>,
  meanwhile: ReadonlySet<string>,
  now: number,
): Promise<number> {
  return db.transaction('rw', db.events, db.meta, async () => {
    await db.meta.delete('eventsInDoubt');
    if (!chain) return 0;
    const beyond = await db.events.where('seq').above(chain.judged).toArray();
    const waiting = await db.events.where('sync.state').equals('waiting').toArray();
    const suspects = new Map([...beyond, ...waiting].map((row) => [row.id, row]));
    for (const id of meanwhile) suspects.delete(id as EventId);
    const lost = lostBeyond([...suspects.values()], chain);
    if (!(await sendAgain(db, lost, { said: chain, now, after: TRY_AGAIN_AFTER }))) return 0;
    // What it judges anew it counts from where it is, below what was pulled.
    await writeMeta(db, 'eventsInDoubt', Object.keys(checkpoint));
    return lost.length;
  });
}

/**
 * [SYNC-20] A device that is cut off pulls nothing, and hears of no chain. What waits at the server though all before it had an
 * answer may wait for what is lost there: of that before it the last so many are sent again. Gives how many.
 */
export async function sendBeforeWaiting(db: DeviceDb, most: number, now: number): Promise<number> {
  return db.transaction('rw', db.events, db.meta, async () => {
    const [first] = await db.events.where('sync.state').equals('waiting').sortBy('seq');
    if (!first) return 0;
    const before = await db.events.where('seq').below(first.seq).sortBy('seq');
    // That goes up anyway.
    if (before.some(({ sync }) => sync.state === 'pending')) return 0;
    const lost = before.filter(({ sync }) => wasKept(sync)).slice(-most);
    const isSent = await sendAgain(db, lost, { said: first.id, now, after: GUESS_AGAIN_AFTER });
    return isSent ? lost.length : 0;
  });
}

/**
 * [SYNC-20] The store was replaced, and tells a device that is cut off nothing: all that has an answer is sent again, once for
 * each time that it is replaced.
 */
export async function sendKept(db: DeviceDb, now: number): Promise<void> {
  await db.transaction('rw', db.events, db.meta, async () => {
    if ((await readMeta(db, 'eventsPulled')) === undefined) return;
    const kept = (await db.events.orderBy('seq').toArray()).filter(({ sync }) => wasKept(sync));
    await sendAgain(db, kept, { said: 'replaced', now, after: 0 });
    // From here on it is asked for as by a device that has pulled nothing.
    await db.meta.delete('eventsPulled');
  });
}

interface Again {
  /** By which they are taken for lost. */
  readonly said: unknown;
  readonly now: number;
  /** The same not again before so long, ms. */
  readonly after: number;
}

async function sendAgain(db: DeviceDb, lost: readonly EventRow[], { said, now, after }: Again): Promise<boolean> {
  if (lost.length === 0) return false;
  const told = JSON.stringify([said, lost.map(({ id }) => id)]);
  const last = await readMeta(db, 'sentBeyond');
  if (last?.told === told && Math.abs(now - last.at) < after) return false;
  await writeMeta(db, 'sentBeyond', { told, at: now });
  await db.events.bulkPut(lost.map(({ checked: _, ...row }) => ({ ...row, sync: { state: 'pending' } })));
  return true;
}
