import type { TaskId } from '@liangma/shared/kernel/ids';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type DeviceDb, openDeviceDb, writeMeta } from '../database/device-db.ts';
import { emptyContent } from '../late/late-application.ts';
import { append } from '../outbox/event-log.ts';
import { leave, mustStay } from './sign-out.ts';

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

test('[LATE-2] a late entry that waits for network, and any on a revoked device, is not cleared', async () => {
  const entry = { id: TASK, savedAt: 1, content: emptyContent('O0001') };
  await db.lateEntries.put({ ...entry, state: 'draft' });
  expect(await mustStay(device())).toBeUndefined();
  await db.lateEntries.put({ ...entry, state: 'ready' });
  expect(await mustStay(device())).toBe('late-entries');
  await db.lateEntries.put({ ...entry, state: 'draft' });
  await writeMeta(db, 'revokedAt', 1);
  await leave(device());
  await db.lateEntries.put({ ...entry, state: 'sent' });
  await leave(device());
  expect(done).toEqual(['closed', 'erased']);
});
