import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { SyncState } from '@liangma/shared/protocol/documents';
import { signReceipt } from '@liangma/shared/protocol/receipt';
import type { KeySet } from '@liangma/shared/trust/key-set';
import { createDeviceKey, type DeviceKey, deviceSigner } from '@liangma/web-common/crypto/device-key';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import type { EventRow, ParkedCode } from '../rows.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import { append } from './event-log.ts';
import { tryAgain } from './ledger.ts';

const NOW = 1_795_000_000_000;
const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const shown = { type: 'code-shown', task: TASK, taskRev: 2, data: {} } as const;

const server = await createDeviceKey();
const stranger = await createDeviceKey();
const keys: KeySet = {
  issuedAt: 0,
  staleAt: 9e9,
  keys: [
    {
      kid: deviceSigner(server).kid,
      alg: deviceSigner(server).alg,
      publicKey: server.publicKey,
      validFrom: 0,
      validTo: 9e9,
      agencyPrefix: '',
      compromisedAt: null,
      uses: ['receipts'],
    },
  ],
};

let db: DeviceDb;
let account = 0;
let asked: number;
beforeEach(async () => {
  account++;
  asked = 0;
  db = openDeviceDb(`l${account}`);
});
afterEach(() => db.close());

const device = (): Parameters<typeof tryAgain>[0] =>
  ({
    db,
    root: {},
    trust: async () => ({ keys }),
    clock: { now: () => Date.now(), skew: () => 0 },
    wire: { getFile: () => Promise.reject(new SyncProblem('unreachable')) },
    syncNow: () => {
      asked++;
    },
  }) as unknown as Parameters<typeof tryAgain>[0];

async function acceptedBy(signing: DeviceKey, { envelope }: EventRow): Promise<SyncState> {
  const hash = await sha256(fromBase64Url(envelope) as Uint8Array);
  const receipt = await signReceipt(deviceSigner(signing), { hash, shard: '6206', seq: 1, receivedAt: NOW }, sha256);
  return { state: 'accepted', receipt: toBase64Url(receipt), receivedAt: NOW };
}

/** An event as it stands on the device after an exchange, and parked. */
async function aParked(code: ParkedCode, syncOf: (row: EventRow) => SyncState | Promise<SyncState>) {
  const made = await append(db, shown);
  if (!made.ok) throw new Error(made.error);
  const event = { ...made.value, sync: await syncOf(made.value) };
  await db.events.put(event);
  const parked = { id: event.id, event, code, reasons: [], parkedAt: NOW };
  await db.parked.put(parked);
  return parked;
}

const state = async () => (await db.events.toCollection().first())?.sync.state;

test('a receipt that passes the check under newer keys settles its event, which is not sent again', async () => {
  const parked = await aParked('receipt-invalid', (row) => acceptedBy(server, row));
  await tryAgain(device(), parked);
  expect(await db.parked.count()).toBe(0);
  expect([await state(), asked]).toEqual(['accepted', 0]);
});

test('an event with a stranger’s receipt goes to the server, which may never have seen it; until then it stays parked', async () => {
  const parked = await aParked('receipt-invalid', (row) => acceptedBy(stranger, row));
  await tryAgain(device(), parked);
  expect(await db.parked.toArray()).toMatchObject([{ code: 'receipt-invalid' }]);
  expect([await state(), asked]).toEqual(['pending', 1]);
});

test('an event that the server has judged is not sent again', async () => {
  const rejected: SyncState = { state: 'rejected', code: 'not-assigned', reasons: [], receivedAt: NOW };
  const parked = await aParked('not-assigned', () => rejected);
  await tryAgain(device(), parked);
  expect([await state(), asked]).toEqual(['rejected', 0]);
});
