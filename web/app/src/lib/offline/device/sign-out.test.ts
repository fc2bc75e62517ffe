import 'fake-indexeddb/auto';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type DeviceDb, openDeviceDb, writeMeta } from '../database/device-db.ts';
import { append } from '../outbox/event-log.ts';
import { leave } from './sign-out.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;

let db: DeviceDb;
let done: string[];
let account = 0;
beforeEach(() => {
  vi.stubGlobal('localStorage', { removeItem: () => undefined });
  db = openDeviceDb(`s${account++}`);
  done = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  db.close();
});

const device = () =>
  ({
    db,
    drafts: async () => ({ find: () => ({ exec: async () => [] }) }),
    erase: async () => void done.push('erased'),
    close: async () => void done.push('closed'),
  }) as unknown as Parameters<typeof leave>[0];

test('a revoked device is cleared when it is left, any other keeps what it has', async () => {
  await leave(device());
  await writeMeta(db, 'revokedAt', 1);
  await leave(device());
  expect(done).toEqual(['closed', 'erased']);
});

test('an event recorded on a revoked device while its session ended is not cleared', async () => {
  await append(db, { type: 'code-shown', task: TASK, taskRev: 2, data: {} });
  await writeMeta(db, 'revokedAt', 1);
  await leave(device());
  expect(done).toEqual(['closed']);
});
