/** Push and pull through RxDB's own replication, against a server in memory that signs real receipts. */
import 'fake-indexeddb/auto';
import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { EventDocument, SyncState } from '@liangma/shared/protocol/documents';
import { signReceipt } from '@liangma/shared/protocol/receipt';
import type { KeySet } from '@liangma/shared/task-code/key-set';
import { createDeviceKey, deviceSigner } from '@liangma/web-common/crypto/device-key';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb } from './device-db.ts';
import { append } from './event-log.ts';
import { type Local, openLocal } from './local.ts';
import { park, refusedOf, settle } from './parked.ts';
import { pushEvents } from './push.ts';
import { keepReceipts, type ReceiptPorts } from './receipts.ts';
import type { EventRow } from './rows.ts';
import { SyncProblem } from './sync-problem.ts';

const NOW = 1_795_000_000_000;
const task = (n: number) => `019a0000-0000-7000-8000-00000000000${n}` as TaskId;
const shown = (n: number) => ({ type: 'code-shown', task: task(n), taskRev: 2, data: {} }) as const;

const server = await createDeviceKey();
const signer = deviceSigner(server);
const keys: KeySet = {
  issuedAt: 0,
  staleAt: 9e9,
  keys: [
    {
      ...{ kid: signer.kid, alg: signer.alg, publicKey: server.publicKey, validFrom: 0, validTo: 9e9 },
      ...{ agencyPrefix: '', compromisedAt: null, uses: ['receipts'] },
    },
  ],
};

const accept = async ({ envelope }: EventRow): Promise<SyncState> => {
  const hash = await sha256(fromBase64Url(envelope) as Uint8Array);
  const receipt = await signReceipt(signer, { hash, shard: '6206', seq: 1, receivedAt: NOW });
  return { state: 'accepted', receipt: toBase64Url(receipt), receivedAt: NOW };
};
const reject: SyncState = { state: 'rejected', code: 'not-assigned', reasons: [], receivedAt: NOW };

let local: Local;
let db: DeviceDb;
let account = 0;
let sync: RxReplicationState<EventRow, unknown>;
let sent: number[][];
/** Rows that the next pull brings. */
let news: EventDocument[];
let fate: (row: EventRow) => Promise<SyncState>;
let down: SyncProblem | undefined;

beforeEach(async () => {
  account++;
  local = await openLocal(`b${account}`);
  db = openDeviceDb(`b${account}`);
  sent = [];
  news = [];
  fate = accept;
  down = undefined;
});
afterEach(async () => {
  await sync.cancel();
  await local.close();
  db.close();
});

const receipts = (): ReceiptPorts => ({
  keys: async () => keys,
  newerKeys: async () => false,
  keep: (rows) => settle(db, rows),
  park: (rows) => park(db, rows),
  now: () => NOW,
});

function start(): void {
  const ports = {
    confirmSession: async () => undefined,
    send: async (rows: readonly EventRow[]) => {
      sent.push(rows.map(({ seq }) => seq));
      if (down) throw down;
      return Promise.all(rows.map(async (row) => ({ ...row, sync: await fate(row) })));
    },
    park: (rows: Parameters<typeof park>[1]) => park(db, rows),
    keepReceipts: (rows: readonly EventRow[]) => keepReceipts(receipts(), rows),
    now: () => NOW,
  };
  sync = replicateRxCollection<EventRow, unknown>({
    replicationIdentifier: 'test',
    collection: local.collections.events,
    live: true,
    retryTime: 5,
    waitForLeadership: false,
    pull: {
      batchSize: 1000,
      handler: async (checkpoint) => {
        const documents = news.map((row) => ({ ...row, _deleted: false }));
        news = [];
        await park(db, refusedOf(documents, NOW));
        await keepReceipts(receipts(), documents);
        return { documents, checkpoint: documents.length > 0 ? { at: documents.length } : checkpoint };
      },
    },
    push: {
      batchSize: 100,
      handler: async (rows) => {
        const answered = await pushEvents(
          ports,
          rows.map((row) => row.newDocumentState as EventDocument),
        );
        return answered.map((row) => ({ ...row, _deleted: false }));
      },
    },
  });
}

const states = async () =>
  (await local.collections.events.find({ sort: [{ seq: 'asc' }] }).exec()).map((row) => row.sync.state);

test('what is accepted has its receipt on this device, and is sent once', async () => {
  await append(local, db, shown(1));
  await append(local, db, shown(2));
  start();
  await sync.awaitInSync();
  expect(await states()).toEqual(['accepted', 'accepted']);
  expect(await db.receipts.count()).toBe(2);
  expect(sent).toEqual([[1, 2]]);
  await append(local, db, shown(3));
  await sync.awaitInSync();
  expect(sent).toEqual([[1, 2], [3]]);
});

test('a refused event blocks no other, and is parked with its envelope', async () => {
  fate = (row) => (row.seq === 2 ? Promise.resolve(reject) : accept(row));
  for (const n of [1, 2, 3]) await append(local, db, shown(n));
  start();
  await sync.awaitInSync();
  expect(await states()).toEqual(['accepted', 'rejected', 'accepted']);
  const [parked] = await db.parked.toArray();
  expect(parked).toMatchObject({ code: 'not-assigned', event: { seq: 2, task: task(2) } });
  expect(sent.length).toBe(1);
});

test('a server that is down loses nothing', async () => {
  await append(local, db, shown(1));
  down = new SyncProblem('unreachable');
  start();
  while (sent.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await states()).toEqual(['pending']);
  down = undefined;
  await sync.awaitInSync();
  expect(await states()).toEqual(['accepted']);
});

test('[SYNC-3] what waits at the server is accepted by a later pull, with its receipt', async () => {
  fate = async () => ({ state: 'waiting' });
  const made = await append(local, db, shown(1));
  start();
  await sync.awaitInSync();
  expect(await states()).toEqual(['waiting']);
  const row = (made as { value: EventRow }).value;
  news = [{ ...row, sync: await accept(row) } as EventDocument];
  sync.reSync();
  await sync.awaitInSync();
  expect(await states()).toEqual(['accepted']);
  expect(sent).toEqual([[1]]);
});

test('[SYNC-3] what waited and is refused later comes by pull, and is parked with its reason', async () => {
  fate = async () => ({ state: 'waiting' });
  const made = await append(local, db, shown(1));
  start();
  await sync.awaitInSync();
  news = [{ ...(made as { value: EventRow }).value, sync: reject } as EventDocument];
  sync.reSync();
  await sync.awaitInSync();
  expect(await states()).toEqual(['rejected']);
  expect(await db.parked.toArray()).toMatchObject([{ code: 'not-assigned' }]);
});

test('[SYNC-9] what is in quarantine is handed over: neither pending nor lost; the decision comes by pull', async () => {
  const quarantined = { state: 'quarantined', receivedAt: NOW } as const;
  fate = async () => quarantined;
  const made = [await append(local, db, shown(1)), await append(local, db, shown(2))];
  start();
  await sync.awaitInSync();
  expect(await states()).toEqual(['quarantined', 'quarantined']);
  const selector = { 'sync.state': 'quarantined' } as never;
  expect(await local.collections.events.count({ selector }).exec()).toBe(2);
  const [first, second] = made.map((one) => (one as { value: EventRow }).value);
  const dismissed = { ...reject, code: 'dismissed', reasons: ['证件已暂扣'] } as SyncState;
  news = [
    { ...(first as EventRow), sync: await accept(first as EventRow) },
    { ...(second as EventRow), sync: dismissed },
  ] as EventDocument[];
  sync.reSync();
  await sync.awaitInSync();
  expect(await states()).toEqual(['accepted', 'rejected']);
  expect(sent).toEqual([[1, 2]]);
  expect(await db.receipts.count()).toBe(1);
  expect(await db.parked.toArray()).toMatchObject([{ code: 'dismissed', reasons: ['证件已暂扣'] }]);
});

test('an event that is tried again and then accepted is no longer parked', async () => {
  fate = async () => reject;
  await append(local, db, shown(1));
  start();
  await sync.awaitInSync();
  await db.parked.toCollection().modify({ fate: { kind: 'replaced', by: 'x', at: 5 } });
  const again = async () => {
    const row = await local.collections.events.findOne().exec();
    await row?.incrementalPatch({ sync: { state: 'pending' } });
    await sync.awaitInSync();
  };
  await again();
  expect(await db.parked.toArray()).toMatchObject([{ code: 'not-assigned', fate: { by: 'x' } }]);
  fate = accept;
  await again();
  expect(await states()).toEqual(['accepted']);
  expect(await db.parked.count()).toBe(0);
});
