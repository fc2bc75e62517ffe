import type { TaskId } from '@liangma/shared/kernel/ids';
import { openHandover } from '@liangma/shared/protocol/handover';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import { deviceKey } from '../device/device-keys.ts';
import { mustStay } from '../device/sign-out.ts';
import type { Uses } from '../parts.ts';
import type { EventRow } from '../rows.ts';
import { append } from './event-log.ts';
import { makeHandover } from './handover-file.ts';
import { discard, park } from './parked.ts';

const NOW = 1_795_000_000_000;
const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;

let db: DeviceDb;
let account = 0;
beforeEach(async () => {
  account++;
  db = openDeviceDb(`h${account}`);
});
afterEach(() => db.close());

async function made(): Promise<EventRow> {
  const row = await append(db, { type: 'code-shown', task: TASK, taskRev: 2, data: {} });
  if (!row.ok) throw new Error(row.error);
  return row.value;
}

async function stands(row: EventRow, sync: EventRow['sync']): Promise<EventRow> {
  await db.events.update(row.id, { sync });
  return row;
}

const refused = async (row: EventRow): Promise<EventRow> => {
  await stands(row, { state: 'rejected', code: 'wrong-state', reasons: [], receivedAt: NOW });
  await park(db, [{ id: row.id, event: row, code: 'wrong-state', reasons: [], parkedAt: NOW }]);
  return row;
};

const device = () => ({ db, actor: { account: 'wangjianguo' } }) as unknown as Uses<'db' | 'actor' | 'drafts'>;

async function exported(): Promise<void> {
  const file = await makeHandover(device(), NOW);
  await db.exported.bulkPut((file?.events ?? []).map((event) => ({ event, at: NOW })));
}

test('the file holds the signed envelopes that the server has not taken, and is signed by this device', async () => {
  await stands(await made(), { state: 'accepted', receipt: 'x', receivedAt: NOW });
  const [first, second, third] = [await refused(await made()), await made(), await made()];
  await stands(third, { state: 'waiting' });
  const done = await refused(await made());
  await discard(db, done.id, { ground: 'made-by-mistake', note: '' }, NOW);
  const file = await makeHandover(device(), NOW);
  expect(file).toMatchObject({ events: [first.id, second.id, third.id], left: 0 });
  expect(file?.name).toMatch(/^liangma-wangjianguo-[\dT-]+\.liangma$/);
  const opened = await openHandover(file?.bytes as Uint8Array, verifySignature, sha256);
  const envelopes = [first, second, third].map(({ envelope }) => Buffer.from(envelope, 'base64url'));
  expect(opened).toMatchObject({
    value: { device: (await deviceKey(db)).id, account: 'wangjianguo', at: NOW },
  });
  expect(opened.ok && opened.value.envelopes.map((bytes) => Buffer.from(bytes))).toEqual(envelopes);
});

test('nothing to hand over makes no file', async () => {
  expect(await makeHandover(device(), NOW)).toBeUndefined();
});

test('nobody leaves while an unsent or refused event has never left the device in a file', async () => {
  expect(await mustStay(device())).toBeUndefined();
  const row = await made();
  expect(await mustStay(device())).toBe('unsent');
  await exported();
  expect(await mustStay(device())).toBeUndefined();
  const other = await refused(await made());
  expect(await mustStay(device())).toBe('parked');
  await discard(db, other.id, { ground: 'made-by-mistake', note: '' }, NOW);
  expect(await mustStay(device())).toBeUndefined();
  await stands(row, { state: 'waiting' });
  await made();
  expect(await mustStay(device())).toBe('unsent');
});
