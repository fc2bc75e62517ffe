/**
 * Database of a newer version of the app, with two versions of the schema more: the first moves all receipts into a table of
 * their own, the second moves them back. Every row is equal afterwards, so that the checks read it as before.
 */
import * as real from '../../../web/app/src/lib/offline/database/device-db.ts';
import type { CheckedReceipt, EventRow } from '../../../web/app/src/lib/offline/rows.ts';

export * from '../../../web/app/src/lib/offline/database/device-db.ts';

export const openDeviceDb: typeof real.openDeviceDb = (account) =>
  real.openDeviceDb(account, Reflect.get(globalThis, 'isNewerApp') ? [...real.SCHEMA, ...NEXT] : real.SCHEMA);

interface MovedReceipt {
  readonly id: string;
  readonly checked: CheckedReceipt;
}

const NEXT: readonly real.SchemaVersion[] = [
  {
    stores: { receipts: 'id' },
    upgrade: async (old) => {
      const events = old.table<EventRow, string>('events');
      const rows = await events.filter(({ checked }) => Boolean(checked)).toArray();
      await old.table('receipts').bulkPut(rows.map(({ id, checked }) => ({ id, checked })));
      await events.bulkPut(rows.map(({ checked: _, ...row }) => row));
    },
  },
  {
    stores: { receipts: null },
    upgrade: async (old) => {
      const receipts: MovedReceipt[] = await old.table('receipts').toArray();
      for (const { id, checked } of receipts) await old.table('events').update(id, { checked });
    },
  },
];
