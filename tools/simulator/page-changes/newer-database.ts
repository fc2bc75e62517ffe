/**
 * The database of a newer version of the app: all receipts go back to where apps before version 9 had them, and on again as
 * this version takes them over. So nothing that anybody can read is another afterwards.
 */
import * as real from '../../../web/app/src/lib/offline/device-db.ts';
import { moveReceipts } from '../../../web/app/src/lib/offline/moved-receipts.ts';
import type { EventRow } from '../../../web/app/src/lib/offline/rows.ts';

export * from '../../../web/app/src/lib/offline/device-db.ts';

export const openDeviceDb: typeof real.openDeviceDb = (account) => {
  const db = real.openDeviceDb(account);
  if (!Reflect.get(globalThis, 'isNewerApp')) return db;
  db.version(db.verno + 1)
    .stores({ receipts: 'id, receivedAt' })
    .upgrade(separateReceipts);
  db.version(db.verno + 1)
    .stores({ receipts: null })
    .upgrade(moveReceipts);
  return db;
};

type Transaction = Parameters<typeof moveReceipts>[0];

async function separateReceipts(old: Transaction): Promise<void> {
  const events = old.table<EventRow, string>('events');
  const rows = await events.filter(({ checked }) => Boolean(checked)).toArray();
  await old.table('receipts').bulkPut(rows.map(({ id, checked }) => ({ id, ...checked })));
  await events.bulkPut(rows.map(({ checked: _, ...row }) => row));
}
