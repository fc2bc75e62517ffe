import type { Author } from '@liangma/shared/drafts/draft';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { firstValueFrom } from 'rxjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aRecord } from '../../../../../../shared/test/builders.ts';
import { type DeviceDb, openDeviceDb, readMeta } from '../database/device-db.ts';
import { openDrafts } from '../drafts/drafts-db.ts';
import { keepChecked } from '../receipts/answers.ts';
import type { EventRow } from '../rows.ts';
import { append } from './event-log.ts';
import { readEvent } from './event-rows.ts';
import { ledger$ } from './ledger.ts';
import { discard, discards, mayRetry, park, refusedOf, toReplace } from './parked.ts';
import { fillFromRefused } from './refused-record.ts';

const NOW = 1_795_000_000_000;
const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const OTHER = '019a0000-0000-7000-8000-000000000002' as TaskId;
const record = { type: 'record-submitted', taskRev: 2, data: aRecord({ items: [] }) } as const;

let db: DeviceDb;
let account = 0;
beforeEach(async () => {
  account++;
  db = openDeviceDb(`p${account}`);
});
afterEach(() => db.close());

async function made(task = TASK): Promise<EventRow> {
  const row = await append(db, { ...record, task });
  if (!row.ok) throw new Error(row.error);
  return row.value;
}

/** Stores the row as it is after the server has refused it. */
async function refused(row: EventRow): Promise<EventRow> {
  const sync: EventRow['sync'] = { state: 'rejected', code: 'not-assigned', reasons: [], receivedAt: NOW };
  await db.events.update(row.id, { sync });
  await park(db, refusedOf([{ ...row, sync }], NOW));
  return row;
}

const RECEIPT = { signed: 'x', shard: '6206', seq: 1, receivedAt: NOW, checkedAt: NOW };
const ledger = () => firstValueFrom(ledger$({ db }));
const ids = (items: readonly { row: EventRow }[]) => items.map(({ row }) => row.id);

test('[SYNC-14] a corrected record replaces the refused one, in its envelope and on the list', async () => {
  const old = await refused(await made());
  const corrected = await made();
  expect(readEvent(corrected)).toMatchObject({ replaces: old.id, seq: old.seq + 1 });
  const { parked, replaced } = await ledger();
  expect([ids(parked), ids(replaced)]).toEqual([[], [old.id]]);
  expect(replaced[0]?.row.envelope).toBe(old.envelope);
});

test('[SYNC-14] the old envelope is listed until the new one has a receipt, and stays on the device after it', async () => {
  const old = await refused(await made());
  const corrected = await made();
  await keepChecked(db, new Map([[corrected.id, RECEIPT]]));
  expect((await ledger()).replaced).toEqual([]);
  expect(await db.parked.get(old.id)).toMatchObject({ event: { envelope: old.envelope } });
});

test('[SYNC-14] a corrected one that is refused is corrected in turn; at another task nothing is replaced', async () => {
  await refused(await made());
  const second = await refused(await made());
  expect(readEvent(await made(OTHER))).not.toHaveProperty('replaces');
  expect(readEvent(await made())).toMatchObject({ replaces: second.id });
  expect((await ledger()).parked).toEqual([]);
});

test('[SYNC-14] an event that nobody entered, or that the server may have taken, is not replaced', async () => {
  const old = await refused(await made());
  expect(await toReplace(db, 'inspection-started', TASK)).toBeUndefined();
  await db.parked.update(old.id, { code: 'receipt-invalid' });
  expect(await toReplace(db, 'record-submitted', TASK)).toBeUndefined();
});

test('[SYNC-14] the new event, the head of the chain and the note that it replaces another are written together, or none', async () => {
  const old = await refused(await made());
  db.parked.hook('updating', () => {
    throw new Error('the disk is full');
  });
  await expect(made()).rejects.toThrow('the disk is full');
  expect([await db.events.count(), (await readMeta(db, 'head'))?.seq]).toEqual([1, 1]);
  expect(await db.parked.get(old.id)).not.toHaveProperty('outcome');
});

test('[SYNC-14] a receipt that fails the check is open whatever was decided on the refusal before it; after a new refusal that decision counts', async () => {
  const old = await refused(await made());
  await made();
  await park(db, [{ id: old.id, event: old, code: 'receipt-invalid', reasons: [], parkedAt: NOW }]);
  const { parked, replaced } = await ledger();
  expect([ids(parked), ids(replaced), parked.map((one) => mayRetry(one.parked))]).toEqual([[old.id], [], [true]]);
  await refused(old);
  expect([ids((await ledger()).parked), ids((await ledger()).replaced)]).toEqual([[], [old.id]]);
});

test('[SYNC-15] a discarded event stays, with its envelope, reason and time, and is in the report', async () => {
  const old = await refused(await made());
  await db.exported.put({ event: old.id, at: NOW });
  await discard(db, old.id, { ground: 'other', note: '已另行立卷' }, NOW + 5);
  await discard(db, old.id, { ground: 'made-by-mistake', note: '' }, NOW + 9);
  const { parked, discarded } = await ledger();
  expect([ids(parked), ids(discarded)]).toEqual([[], [old.id]]);
  expect(discarded[0]?.row.envelope).toBe(old.envelope);
  expect(await discards(db, 50)).toEqual([
    {
      event: old.id,
      type: 'record-submitted',
      task: TASK,
      at: NOW + 5,
      ground: 'other',
      note: '已另行立卷',
      exported: true,
    },
  ]);
  expect(await toReplace(db, 'record-submitted', TASK)).toBeUndefined();
});

test('[SYNC-14] the form of a refused record opens with its entries, even if its draft is gone', async () => {
  await refused(await made());
  const author = { by: 'O0001', device: 'd'.repeat(32) } as unknown as Author;
  const drafts = await openDrafts(`p${account}`);
  const device = { db, author: async () => author };
  await fillFromRefused(device, drafts, TASK, NOW);
  const draft = await drafts.findOne(TASK).exec();
  expect(draft?.data.items.outcome?.map(({ value }) => value)).toEqual([record.data.outcome]);
  const written = draft?.updatedAt;
  await fillFromRefused(device, drafts, TASK, NOW + 1);
  expect((await drafts.findOne(TASK).exec())?.updatedAt).toBe(written);
});
