import { expect, test } from 'vitest';
import { aKey, issuingKey, sha256, verifySignature } from '../../test/keys.ts';
import { decodeCbor, encodeCbor } from '../kernel/cbor.ts';
import type { IssuingKey } from '../trust/key-set.ts';
import { type Receipt, receiptOpener, SIGNED_TOGETHER, signReceipt, signReceipts } from './receipt.ts';

const T = 1_764_000_000;
const key = aKey();
const receipt = { hash: new Uint8Array(32).fill(7), shard: '6206', seq: 12, receivedAt: T * 1000 };
const others = (count: number): Receipt[] =>
  Array.from({ length: count }, (_, i) => ({ ...receipt, hash: new Uint8Array(32).fill(i), seq: 13 + i }));

const alone = await signReceipt(key.signer, receipt, sha256);
const [, , together = new Uint8Array(0), beside = new Uint8Array(0)] = await signReceipts(
  key.signer,
  [...others(2), receipt, ...others(2)],
  sha256,
);

const keySet = (change: Partial<IssuingKey> = {}) => ({
  issuedAt: T,
  staleAt: T + 1,
  keys: [issuingKey(key, change)],
});
const open = (bytes: Uint8Array, change: Partial<IssuingKey> = {}) =>
  receiptOpener(keySet(change), verifySignature, sha256)(bytes);

test.each<[string, Partial<IssuingKey>, boolean]>([
  ['by a receipt key', {}, true],
  ['by a key of another use', { uses: ['codes'] }, false],
  ['when the key becomes valid', { validFrom: T }, true],
  ['a second before', { validFrom: T + 1 }, false],
  ['in the last second of the key', { validTo: T + 1 }, true],
  ['when it has ended', { validTo: T }, false],
  ['a second before the compromise', { compromisedAt: T + 1 }, true],
  ['at the compromise', { compromisedAt: T }, false],
])('received %s', async (_, change, holds) => {
  expect(await open(alone, change)).toEqual(holds ? receipt : undefined);
  expect(await open(together, change)).toEqual(holds ? receipt : undefined);
});

test('another byte is no receipt', async () => {
  for (const signed of [alone, together]) {
    for (let i = 0; i < signed.length; i++) {
      const changed = Uint8Array.from(signed);
      changed[i] = (changed[i] as number) ^ 1;
      expect(await open(changed), `byte ${i}`).toBeUndefined();
    }
  }
});

test.each([1, 2, 3, SIGNED_TOGETHER, SIGNED_TOGETHER + 1, 100])(
  '%i given at once each hold by themselves',
  async (n) => {
    const given = others(n);
    const signed = await signReceipts(key.signer, given, sha256);
    expect(await Promise.all(signed.map((bytes) => open(bytes)))).toEqual(given);
  },
);

test('one signature is made for so many, and verified once by who opens them', async () => {
  let [made, verified] = [0, 0];
  const signer = {
    ...key.signer,
    sign: (message: Uint8Array) => {
      made++;
      return key.signer.sign(message);
    },
  };
  const signed = await signReceipts(signer, others(40), sha256);
  expect(made).toBe(Math.ceil(40 / SIGNED_TOGETHER));
  const opener = receiptOpener(
    keySet(),
    (...args) => {
      verified++;
      return verifySignature(...args);
    },
    sha256,
  );
  expect(await Promise.all(signed.map(opener))).toEqual(others(40));
  expect(verified).toBe(made);
});

test('the signature covers no other entry and no other place in the tree', async () => {
  const [head, entry, index, path] = parts(together);
  const [, other] = parts(beside);
  expect(await open(encodeCbor([head, other, index, path]))).toBeUndefined();
  expect(await open(encodeCbor([head, entry, 1, path]))).toBeUndefined();
  expect(await open(encodeCbor([head, entry, index, path.slice(1)]))).toBeUndefined();
  // A head over one entry covers no other, and nothing less than the four parts is a receipt.
  const [single] = parts(alone);
  expect(await open(encodeCbor([single, entry, index, path]))).toBeUndefined();
  expect(await open(encodeCbor([single, other, 0, []]))).toBeUndefined();
  expect(await open(encodeCbor([head, entry, index]))).toBeUndefined();
  expect(await open(head)).toBeUndefined();
});

type Four = [Uint8Array, Uint8Array, number, Uint8Array[]];
function parts(bytes: Uint8Array): Four {
  const read = decodeCbor(bytes);
  if (!read.ok) throw new Error('no receipt');
  return read.value as unknown as Four;
}
