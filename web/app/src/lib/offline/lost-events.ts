/**
 * Events that the server has lost. They are sent again as they are and judged again, in the order of the chain (SYNC-3: the
 * later ones wait for them). Their receipts are let go of first: they prove nothing of the server that is there now, and
 * whoever answers next is asked for his own.
 */
import type { EventId } from '@liangma/shared/kernel/ids';
import { MINUTE } from '@liangma/shared/kernel/instant';
import { lostBeyond } from '@liangma/shared/sync/lost-beyond';
import { type DeviceDb, readMeta, writeMeta } from './device-db.ts';
import type { Page } from './replies.ts';
import type { EventRow } from './rows.ts';

const TRY_AGAIN_AFTER = MINUTE;

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
  return db.transaction('rw', db.events, db.receipts, db.meta, async () => {
    await db.meta.delete('eventsInDoubt');
    if (!chain) return 0;
    const beyond = await db.events.where('seq').above(chain.judged).toArray();
    const waiting = await db.events.where('sync.state').equals('waiting').toArray();
    const suspects = new Map([...beyond, ...waiting].map((row) => [row.id, row]));
    for (const id of meanwhile) suspects.delete(id as EventId);
    const lost = lostBeyond([...suspects.values()], chain);
    if (lost.length === 0) return 0;
    // Where sending them again does not help, asking all the time would only cost.
    const told = JSON.stringify([chain, lost.map(({ id }) => id)]);
    const last = await readMeta(db, 'sentBeyond');
    if (last?.told === told && Math.abs(now - last.at) < TRY_AGAIN_AFTER) return 0;
    await writeMeta(db, 'sentBeyond', { told, at: now });
    // What it judges anew it counts from where it is, below what was pulled.
    await writeMeta(db, 'eventsInDoubt', Object.keys(checkpoint));
    await db.receipts.bulkDelete(lost.map(({ id }) => id));
    await db.events.bulkPut(lost.map((row) => ({ ...row, sync: { state: 'pending' } })));
    return lost.length;
  });
}
