/**
 * Events that the server has lost. A store restored from an older copy has another epoch, so that the events are pulled
 * afresh; what such a pull does not bring, the server knows nothing of, though it had answered it. Those events are sent
 * again as they are and judged again, in the order of the chain (SYNC-3: the later ones wait for them). Their receipts are
 * let go of first: they prove nothing of the server that is there now, and whoever answers next is asked for his own.
 * `meanwhile`: events that were answered after the page was asked for. What it does not know of them says nothing.
 */
import type { SyncState } from '@liangma/shared/protocol/documents';
import { lostBeyond } from '@liangma/shared/sync/lost-beyond';
import type { RxDocument } from 'rxdb/plugins/core';
import { type DeviceDb, readMeta, writeMeta } from './device-db.ts';
import type { Local } from './local.ts';
import type { Page } from './replies.ts';
import type { EventRow } from './rows.ts';

export async function freshEventsBegin(db: DeviceDb, epoch: string): Promise<void> {
  await db.seenEvents.clear();
  await writeMeta(db, 'eventsRepull', epoch);
}

export async function noteEvents(db: DeviceDb, page: Page<EventRow>): Promise<void> {
  if ((await readMeta(db, 'eventsRepull')) !== page.epoch) return;
  await db.seenEvents.bulkPut(page.documents.map(({ id }) => ({ event: id })));
}

/** At the end of a fresh pull. Gives how many are sent again. */
export async function sendLost(local: Local, db: DeviceDb, meanwhile: ReadonlySet<string>): Promise<number> {
  if ((await readMeta(db, 'eventsRepull')) === undefined) return 0;
  const known = new Set([...meanwhile, ...(await db.seenEvents.toCollection().primaryKeys())]);
  const all = await local.collections.events.find({ selector: { seq: { $gte: 0 } }, sort: [{ seq: 'asc' }] }).exec();
  const lost = all.filter(({ id, sync }) => !known.has(id) && sync.state !== 'pending');
  await sendAgain(db, lost);
  await db.meta.delete('eventsRepull');
  await db.seenEvents.clear();
  return lost.length;
}

/** [SYNC-20] At the end of any pull: a server can have gone back without another epoch. Gives how many are sent again. */
export async function sendBeyond(
  local: Local,
  db: DeviceDb,
  { chain, checkpoint }: Page<EventRow>,
  meanwhile: ReadonlySet<string>,
): Promise<number> {
  await db.meta.delete('eventsInDoubt');
  if (!chain) return 0;
  const all = await local.collections.events.find({ selector: { seq: { $gt: 0 } } }).exec();
  const lost = lostBeyond(
    all.filter(({ id }) => !meanwhile.has(id)).map((row) => ({ row, seq: row.seq, sync: row.sync as SyncState })),
    chain,
  ).map(({ row }) => row);
  if (lost.length === 0) return 0;
  // First: what it judges anew it counts from where it is, below what was pulled.
  await writeMeta(db, 'eventsInDoubt', Object.keys(checkpoint));
  await sendAgain(db, lost);
  return lost.length;
}

async function sendAgain(db: DeviceDb, rows: readonly RxDocument<EventRow>[]): Promise<void> {
  await db.receipts.bulkDelete(rows.map(({ id }) => id));
  for (const row of rows) await row.incrementalPatch({ sync: { state: 'pending' } });
}
