import 'fake-indexeddb/auto';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type DeviceDb, openDeviceDb } from './device-db.ts';
import { append } from './event-log.ts';
import { pendingEvents, sendForgotten } from './forgotten.ts';
import { type Local, openLocal } from './local.ts';
import { type PushPorts, passOver, pushEvents, toSend } from './push.ts';
import type { EventRow } from './rows.ts';
import { SyncProblem } from './sync-problem.ts';

const HOUR = 3_600_000;
const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const shown = { type: 'code-shown', task: TASK, taskRev: 2, data: {} } as const;

let local: Local;
let db: DeviceDb;
let sent: number[];

let opened = 0;
beforeEach(async () => {
  const account = `forgotten-${opened++}`;
  local = await openLocal(account);
  db = openDeviceDb(account);
  sent = [];
});
afterEach(async () => {
  await local.close();
  db.close();
});

/** A server that takes everything and lets it wait. */
function start() {
  return replicateRxCollection<EventRow, unknown>({
    ...{ replicationIdentifier: 'test', collection: local.collections.events, waitForLeadership: false },
    push: {
      handler: async (rows) => {
        const fresh = rows
          .map(({ newDocumentState }) => newDocumentState)
          .filter(({ sync }) => sync.state === 'pending');
        sent.push(...fresh.map(({ seq }) => seq));
        return fresh.map((row) => ({ ...row, sync: { state: 'waiting' }, _deleted: false }));
      },
    },
  });
}

/** What a page leaves behind whose clock stood hours before, and that was closed before it could send. */
async function writeAt(time: number, row: EventRow): Promise<void> {
  const kept = { ...row, _deleted: false, _attachments: {}, _rev: '1-other', _meta: { lwt: time } };
  const { originalStorageInstance: storage } = local.collections.events.storageInstance;
  await storage.bulkWrite([{ document: kept }], 'another page');
}

test('an event made after the clock was set back is sent, though its page was closed before', async () => {
  const made = await append(local, db, shown);
  const first = start();
  await first.awaitInSync();
  await first.cancel();
  const { value } = made as { value: EventRow };
  await writeAt(Date.now() - 3 * HOUR, { ...value, id: TASK as string as EventRow['id'], seq: 2 });

  const sync = start();
  await sync.awaitInSync();
  expect(sent, 'RxDB alone passes it over').toEqual([1]);
  expect(await sendForgotten(() => pendingEvents(local), sync)).toBe(1);
  await sync.awaitInSync();
  expect(sent).toEqual([1, 2]);
  expect(await sendForgotten(() => pendingEvents(local), sync)).toBe(0);
  await sync.cancel();
});

test('a row that the server cannot judge holds up none that is made later, and goes again with them', async () => {
  const { value: poison } = (await append(local, db, shown)) as { value: EventRow };
  let fails = true;
  let again = 0;
  const ports: PushPorts = {
    confirmSession: async () => undefined,
    send: async (rows) => {
      sent.push(...rows.map(({ seq }) => seq));
      const failing = ({ id }: EventRow) => fails && id === poison.id;
      if (rows.every(failing)) throw new SyncProblem('unjudged');
      return rows.map((row) => ({ id: row.id, sync: { state: failing(row) ? 'pending' : 'waiting' } }));
    },
    ...{ park: async () => undefined, keepReceipts: async () => undefined, now: () => 0 },
  };
  const sync = replicateRxCollection<EventRow, unknown>({
    ...{ replicationIdentifier: 'test', collection: local.collections.events, waitForLeadership: false },
    push: {
      handler: async (rows) => {
        const mine = rows.map(({ newDocumentState }) => newDocumentState as EventRow);
        const answered = await passOver(pushEvents(ports, mine));
        if (answered.length < toSend(mine).length) again++;
        return answered.map((row) => ({ ...row, _deleted: false }));
      },
    },
  });
  const standings = async () =>
    (await local.collections.events.find({ sort: [{ seq: 'asc' }] }).exec()).map((row) => row.sync.state);
  await sync.awaitInSync();
  expect(again).toBe(1);
  await append(local, db, shown);
  await vi.waitFor(async () => expect(await standings()).toEqual(['pending', 'waiting']));
  fails = false;
  await sendForgotten(() => pendingEvents(local), sync);
  await vi.waitFor(async () => expect(await standings()).toEqual(['waiting', 'waiting']));
  await sync.cancel();
});
