import 'fake-indexeddb/auto';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { SyncState } from '@liangma/shared/protocol/documents';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb } from './device-db.ts';
import { append } from './event-log.ts';
import { type Local, openLocal } from './local.ts';
import { takeWord } from './pulled-events.ts';
import type { EventRow } from './rows.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const PENDING: SyncState = { state: 'pending' };
const FORGED: SyncState = { state: 'accepted', receipt: 'stranger', receivedAt: 1 };
const ACCEPTED: SyncState = { state: 'accepted', receipt: 'ours', receivedAt: 2 };
const REFUSED: SyncState = { state: 'rejected', code: 'wrong-state', reasons: [], receivedAt: 2 };

let local: Local;
let db: DeviceDb;
let account = 0;
beforeEach(async () => {
  account++;
  local = await openLocal(`p${account}`);
  db = openDeviceDb(`p${account}`);
});
afterEach(async () => {
  await local.close();
  db.close();
});

test.each<[string, SyncState, SyncState, SyncState]>([
  ['a refusal takes the place of a stranger’s answer', FORGED, REFUSED, REFUSED],
  ['our receipt takes the place of a stranger’s', FORGED, ACCEPTED, ACCEPTED],
  ['what waited is accepted', { state: 'waiting' }, ACCEPTED, ACCEPTED],
  ['what is not sent yet is left to the push', PENDING, ACCEPTED, PENDING],
])('%s', async (_, here, pulled, then) => {
  const made = await append(local, db, { type: 'code-shown', task: TASK, taskRev: 2, data: {} });
  if (!made.ok) throw new Error(made.error);
  const row = await local.collections.events.findOne(made.value.id).exec();
  await row?.incrementalPatch({ sync: here });
  await takeWord(local, [{ ...(made.value as EventRow), sync: pulled, _deleted: false }]);
  expect((await local.collections.events.findOne().exec())?.toJSON().sync).toEqual(then);
});
