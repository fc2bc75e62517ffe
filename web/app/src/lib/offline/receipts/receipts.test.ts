import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import type { TaskEventDocument } from '@liangma/shared/protocol/documents';
import { receiptOpener, signReceipt } from '@liangma/shared/protocol/receipt';
import type { IssuingKey, KeySet } from '@liangma/shared/trust/key-set';
import { createDeviceKey, deviceSigner } from '@liangma/web-common/crypto/device-key';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { beforeAll, expect, test } from 'vitest';
import type { CheckedReceipt, EventRow, ParkedRow } from '../rows.ts';
import { checkReceipt, keepReceipts, type ReceiptPorts } from './receipts.ts';

const NOW = 1_795_000_000_000;
const server = await createDeviceKey();
const signer = deviceSigner(server);
const keySet = (uses: IssuingKey['uses']): KeySet => ({
  issuedAt: 0,
  staleAt: 9e9,
  keys: [
    {
      kid: signer.kid,
      alg: signer.alg,
      publicKey: server.publicKey,
      validFrom: 0,
      validTo: 9e9,
      agencyPrefix: '',
      compromisedAt: null,
      uses,
    },
  ],
});
const good = keySet(['receipts']);
const openerOf = (keys: KeySet) => receiptOpener(keys, verifySignature, sha256);

async function acceptedRow(envelope: string, over = envelope): Promise<EventRow> {
  const hash = await sha256(fromBase64Url(over) as Uint8Array);
  const receipt = toBase64Url(await signReceipt(signer, { hash, shard: '6206', seq: 7, receivedAt: NOW }, sha256));
  const sync: TaskEventDocument['sync'] = { state: 'accepted', receipt, receivedAt: NOW };
  return {
    id: 'e1',
    device: 'd',
    seq: 1,
    type: 'code-shown',
    task: 't',
    at: NOW,
    envelope,
    sync,
  } as unknown as EventRow;
}

let row: EventRow;
let foreign: EventRow;
let kept: CheckedReceipt;
beforeAll(async () => {
  row = await acceptedRow('AAAA');
  foreign = await acceptedRow('AAAA', 'BBBB');
  const signed = row.sync.state === 'accepted' ? row.sync.receipt : '';
  kept = { signed, shard: '6206', seq: 7, receivedAt: NOW, checkedAt: NOW };
});

test('a receipt holds for its own envelope only', async () => {
  expect(await checkReceipt(row, openerOf(good), NOW)).toEqual(kept);
  expect(await checkReceipt(foreign, openerOf(good), NOW)).toBeUndefined();
});

test('a key that may not sign receipts signs none', async () => {
  expect(await checkReceipt(row, openerOf(keySet(['codes', 'files'])), NOW)).toBeUndefined();
});

function ports(over: Partial<ReceiptPorts>) {
  const seen = { kept: [] as [string, CheckedReceipt][], parked: [] as ParkedRow[] };
  const made: ReceiptPorts = {
    keys: async () => good,
    newerKeys: async () => false,
    keep: async (receipts) => void seen.kept.push(...receipts),
    park: async (rows) => void seen.parked.push(...rows),
    now: () => NOW,
    ...over,
  };
  return { made, seen };
}

test('a receipt that passes the check is kept', async () => {
  const { made, seen } = ports({});
  await keepReceipts(made, [row]);
  expect(seen).toEqual({ kept: [['e1', kept]], parked: [] });
});

test('a key set that is too old is renewed before anything is parked', async () => {
  let keys = keySet(['codes']);
  const { made, seen } = ports({
    keys: async () => keys,
    newerKeys: async () => {
      keys = good;
      return true;
    },
  });
  await keepReceipts(made, [row]);
  expect(seen).toEqual({ kept: [['e1', kept]], parked: [] });
});

test('a receipt that fails the check parks its event', async () => {
  const { made, seen } = ports({});
  await keepReceipts(made, [foreign]);
  expect(seen.parked).toEqual([{ id: 'e1', event: foreign, code: 'receipt-invalid', reasons: [], parkedAt: NOW }]);
});

test('an event that is not accepted has no receipt to check', async () => {
  const { made, seen } = ports({});
  await keepReceipts(made, [{ ...row, sync: { state: 'waiting' } }]);
  expect(seen).toEqual({ kept: [], parked: [] });
});

test.each([
  ['there are no keys yet', { keys: async () => undefined }],
  ['the server cannot be asked for newer keys', { newerKeys: () => Promise.reject(new Error('offline')) }],
])('nothing is decided while %s', async (_, over) => {
  const { made, seen } = ports(over);
  await keepReceipts(made, [foreign]);
  expect(seen).toEqual({ kept: [], parked: [] });
});
