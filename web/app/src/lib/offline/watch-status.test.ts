import type { Author } from '@liangma/shared/drafts/draft';
import { OPINION } from '@liangma/shared/drafts/items';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { SyncState } from '@liangma/shared/protocol/documents';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type DeviceDb, openDeviceDb } from './database/device-db.ts';
import { fillDraft } from './drafts/draft-store.ts';
import { openDrafts } from './drafts/drafts-db.ts';
import { TabChannel } from './lanes/tab-channel.ts';
import { append } from './outbox/event-log.ts';
import { Outbox } from './outbox/outbox.ts';
import type { EventRow } from './rows.ts';
import type { SyncStatus } from './sync-status.svelte.ts';
import { StatusWatch } from './watch-status.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;

let db: DeviceDb;
let watch: StatusWatch;
let account = 0;
let status: SyncStatus;
let marked: Map<string, string>;
let tabs: TabChannel;
beforeEach(async () => {
  account++;
  status = {} as SyncStatus;
  marked = new Map();
  vi.stubGlobal('localStorage', { setItem: (key: string, value: string) => marked.set(key, value) });
  for (const name of ['addEventListener', 'removeEventListener']) vi.stubGlobal(name, () => undefined);
  db = openDeviceDb(`w${account}`);
  tabs = new TabChannel(`w${account}`);
});
afterEach(async () => {
  watch.stop();
  tabs.close();
  db.close();
  vi.unstubAllGlobals();
});

async function anEvent(sync: SyncState): Promise<(sync: SyncState) => Promise<unknown>> {
  const made = await append(db, { type: 'code-shown', task: TASK, taskRev: 2, data: {} });
  if (!made.ok) throw new Error(made.error);
  const become = (next: SyncState) => db.events.update(made.value.id, { sync: next });
  await become(sync);
  return become;
}

const follow = (): void => {
  watch = new StatusWatch(status, { db, account: 'w', outbox: new Outbox(db), tabs });
};

test('drafts are counted apart from records, while they are not shared and when they came too late', async () => {
  const author = { by: 'O620623001', device: 'a'.repeat(32) } as Author;
  const drafts = await openDrafts(`w${account}`);
  follow();
  watch.watchDrafts(drafts);
  await fillDraft(drafts, TASK, [{ key: OPINION, value: '无异议', over: [] }], author, 1);
  await vi.waitFor(() => expect(status).toMatchObject({ pending: 0, drafts: 1, late: 0 }));
  const row = await drafts.findOne(TASK).exec();
  for (const [sync, counted] of [
    [
      { state: 'refused', reason: 'too-large' },
      { drafts: 1, late: 0 },
    ],
    [{ state: 'shared' }, { drafts: 0, late: 0 }],
    [{ state: 'late' }, { drafts: 0, late: 1 }],
  ] as const) {
    await row?.incrementalPatch({ sync });
    await vi.waitFor(() => expect(status).toMatchObject({ pending: 0, ...counted }));
  }
});

test('the marker of an evicted device counts every record without a checked receipt once', async () => {
  const accepted: SyncState = { state: 'accepted', receipt: 'x', receivedAt: 1 };
  await anEvent({ state: 'pending' });
  for (let i = 0; i < 3; i++) await anEvent(accepted);
  const [, checked, invalid] = await db.events.orderBy('seq').toArray();
  await db.events.update(checked?.id ?? '', {
    checked: { signed: 'x', shard: '6206', seq: 1, receivedAt: 1, checkedAt: 1 },
  });
  const event = invalid as EventRow;
  await db.parked.put({ id: event.id, event, code: 'receipt-invalid', reasons: [], parkedAt: 1 });
  follow();
  watch.watchRest();
  await vi.waitFor(() => expect(JSON.parse([...marked.values()][0] ?? '{}')).toMatchObject({ unsent: 3 }));
});

test('the marker of a cleared device stays until work begins on it again', async () => {
  follow();
  await vi.waitFor(() => expect(status.pending).toBe(0));
  expect(marked.size).toBe(0);
  watch.watchRest();
  await vi.waitFor(() => expect([...marked.values()].map((text) => JSON.parse(text).unsent)).toEqual([0]));
});
