/** The events of a device, on an IndexedDB in memory. */
import type { TaskId } from '@liangma/shared/kernel/ids';
import { syncStateSchema } from '@liangma/shared/protocol/documents';
import { createDeviceKey } from '@liangma/web-common/crypto/device-key';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb, readMeta } from '../database/device-db.ts';
import type { EventRow } from '../rows.ts';
import { headAt } from './chain.ts';
import { append } from './event-log.ts';
import { readEvent } from './event-rows.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const shown = { type: 'code-shown', task: TASK, taskRev: 2, data: {} } as const;

let db: DeviceDb;
let account = 0;
beforeEach(() => {
  account++;
  db = openDeviceDb(`a${account}`);
});
afterEach(() => db.close());

const seqs = async () => (await db.events.orderBy('seq').toArray()).map(({ seq }) => seq);

test('events are numbered through closing and opening again', async () => {
  await append(db, shown);
  db.close();
  db = openDeviceDb(`a${account}`);
  const made = await append(db, shown);
  expect(await seqs()).toEqual([1, 2]);
  expect((await readMeta(db, 'head'))?.seq).toBe(2);
  expect(made.ok && readEvent(made.value)).toMatchObject({ seq: 2, type: 'code-shown', task: TASK });
});

test('two tabs that write at once get numbers of their own', async () => {
  const other = openDeviceDb(`a${account}`);
  await Promise.all([append(db, shown), append(other, shown), append(db, shown), append(other, shown)]);
  other.close();
  expect(await seqs()).toEqual([1, 2, 3, 4]);
});

test('a tab that was overtaken signs again on the newer head', async () => {
  const other = openDeviceDb(`a${account}`);
  await append(db, shown);
  await append(other, shown);
  await append(db, shown);
  await append(other, shown);
  other.close();
  const rows = await db.events.orderBy('seq').toArray();
  expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  for (const [i, row] of rows.slice(1).entries())
    expect(readEvent(row)?.prev).toBe((await headAt(rows[i] as EventRow)).hash);
});

test('[SYNC-9] an event is signed by the key that the device has when it is written', async () => {
  await append(db, shown);
  const key = await createDeviceKey();
  await db.keys.put({ id: 'device', key, enrolledAt: null });
  const made = await append(db, shown);
  expect(made).toMatchObject({ ok: true, value: { device: key.id, seq: 2 } });
  expect(await seqs()).toEqual([1, 2]);
});

test('an event and the head of the chain are written together, or none of them', async () => {
  await append(db, shown);
  db.meta.hook('updating', () => {
    throw new Error('the disk is full');
  });
  await expect(append(db, shown)).rejects.toThrow('the disk is full');
  expect([await seqs(), (await readMeta(db, 'head'))?.seq]).toEqual([[1], 1]);
});

test('events are found by every state that the server answers', async () => {
  const states = syncStateSchema.options.map(({ entries }) => entries.state.literal);
  for (const state of states) {
    const made = await append(db, shown);
    await db.events.update(made.ok ? made.value.id : '', { sync: { state } as never });
  }
  for (const state of states) expect(await db.events.where('sync.state').equals(state).count(), state).toBe(1);
});
