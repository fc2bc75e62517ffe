import type { TaskId } from '@liangma/shared/kernel/ids';
import type { SyncState } from '@liangma/shared/protocol/documents';
import { bestEffort } from '@liangma/web-common/best-effort';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import { append } from './event-log.ts';
import { Outbox } from './outbox.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;

let db: DeviceDb;
let outbox: Outbox;
let account = 0;
beforeEach(() => {
  db = openDeviceDb(`outbox-${account++}`);
  outbox = new Outbox(db);
});
afterEach(() => db.close());

async function anEvent(sync: SyncState): Promise<(sync: SyncState) => Promise<unknown>> {
  const made = await append(db, { type: 'code-shown', task: TASK, taskRev: 2, data: {} });
  if (!made.ok) throw new Error(made.error);
  const become = (next: SyncState) => db.events.update(made.value.id, { sync: next });
  await become(sync);
  return become;
}

test('the outbox is drained when no event is pending', async () => {
  const become = await anEvent({ state: 'pending' });
  const isDrained = vi.fn();
  const drained = outbox.drained().then(isDrained);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isDrained).not.toHaveBeenCalled();
  await become({ state: 'accepted', receipt: 'x', receivedAt: 1 });
  await drained;
});

test('[SYNC-3] a full pull does not wait for an event that waits at the server: it may bring the one before it', async () => {
  await anEvent({ state: 'waiting' });
  await outbox.drained();
});

test('an outbox that is not drained in time asks for the pull again later', async () => {
  await anEvent({ state: 'pending' });
  await expect(outbox.drained(20)).rejects.toMatchObject({ kind: 'resync' });
});

test('a subscriber is called for the events that are pending already, and for each new one, until it unsubscribes', async () => {
  await anEvent({ state: 'pending' });
  const run = vi.fn();
  const unsubscribe = outbox.onPending(run);
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1));
  await anEvent({ state: 'pending' });
  await vi.waitFor(() => expect(run.mock.calls.length).toBeGreaterThan(1));
  const times = run.mock.calls.length;
  unsubscribe();
  await anEvent({ state: 'pending' });
  await bestEffort(outbox.drained(20), 'the event stays pending');
  expect(run).toHaveBeenCalledTimes(times);
});

test('accepted events have a signal of their own', async () => {
  const run = vi.fn();
  const unsubscribe = outbox.onAccepted(run);
  const become = await anEvent({ state: 'pending' });
  await bestEffort(outbox.drained(20), 'the event stays pending');
  expect(run).not.toHaveBeenCalled();
  await become({ state: 'accepted', receipt: 'x', receivedAt: 1 });
  await vi.waitFor(() => expect(run).toHaveBeenCalled());
  unsubscribe();
});
