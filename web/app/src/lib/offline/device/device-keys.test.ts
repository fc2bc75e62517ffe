import { HOUR } from '@liangma/shared/kernel/instant';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import type { Wire } from '../wire/wire.ts';
import { deviceKey, enrolFirst } from './device-keys.ts';

const NOW = 5_000_000;
let db: DeviceDb;
let problem: SyncProblem | undefined;
const wire = {
  postJson: async () => {
    if (problem) throw problem;
    return { device: (await deviceKey(db)).id };
  },
} as unknown as Wire;
const setUp = (hasSigned: boolean) => enrolFirst(db, wire, NOW, async () => hasSigned);

beforeEach(() => {
  db = openDeviceDb('keys');
});
afterEach(() => db.delete());

test('[SYNC-9] a key that was revoked before it signed anything is deleted, and another one enrols', async () => {
  const revoked = await deviceKey(db);
  problem = new SyncProblem('device-revoked', HOUR);
  await expect(setUp(false)).rejects.toBe(problem);
  problem = undefined;
  await setUp(false);
  expect((await deviceKey(db)).id).not.toBe(revoked.id);
  expect(await db.keys.get('device')).toMatchObject({ enrolledAt: NOW });
});

test.each([
  ['one that has signed stays: what it signed has to go up', new SyncProblem('device-revoked', HOUR), true],
  ['no other failure takes a key', new SyncProblem('unreachable'), false],
])('%s', async (_, failure, hasSigned) => {
  const { id } = await deviceKey(db);
  problem = failure;
  await expect(setUp(hasSigned)).rejects.toBe(failure);
  expect((await deviceKey(db)).id).toBe(id);
});
