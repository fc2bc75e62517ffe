import type { Author } from '@liangma/shared/drafts/draft';
import { OPINION } from '@liangma/shared/drafts/items';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { afterEach, expect, test, vi } from 'vitest';
import { fillDraft } from '../drafts/draft-store.ts';
import { openDrafts } from '../drafts/drafts-db.ts';
import { append } from '../outbox/event-log.ts';
import { openDeviceDb, writeMeta } from './device-db.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;

afterEach(() => {
  vi.restoreAllMocks();
});

test('every write to either database is on the disk before it counts as done', async () => {
  const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const db = openDeviceDb('durable');
  const author = { by: 'O620623001', device: 'a'.repeat(32) } as Author;
  const drafts = await openDrafts('durable');
  await append(db, { type: 'code-shown', task: TASK, taskRev: 1, data: {} });
  await writeMeta(db, 'lastSync', 1);
  await fillDraft(drafts, TASK, [{ key: OPINION, value: '无异议', over: [] }], author, 1);
  const writes = transactions.mock.calls.flatMap(([stores, mode, options], i) => {
    const database = (transactions.mock.contexts[i] as IDBDatabase).name;
    // Tabs tell each other what changed by a database of their own where there is no BroadcastChannel; no data lies there.
    const isData = !database.includes('broadcast-channel');
    return mode === 'readwrite' && isData ? [{ database, stores, durability: options?.durability }] : [];
  });
  expect(new Set(writes.map(({ database }) => database.split('--')[0])).size).toBeGreaterThan(1);
  expect(writes.filter(({ database }) => /drafts/.test(database)).length).toBeGreaterThan(0);
  expect(writes.filter(({ durability }) => durability !== 'strict')).toEqual([]);
  await drafts.database.close();
  db.close();
});
