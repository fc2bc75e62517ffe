import { expect, test } from 'vitest';
import { aKey, issuingKey, verifySignature } from '../../test/keys.ts';
import type { IssuingKey } from '../task-code/key-set.ts';
import { openReceipt, signReceipt } from './receipt.ts';

const T = 1_764_000_000;
const key = aKey();
const receipt = { hash: new Uint8Array(32).fill(7), shard: '6206', seq: 12, receivedAt: T * 1000 };
const signed = await signReceipt(key.signer, receipt);
const open = (change: Partial<IssuingKey> = {}) => {
  const keys = { issuedAt: T, staleAt: T + 1, keys: [issuingKey(key, change)] };
  return openReceipt(signed, keys, verifySignature);
};

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
  expect(await open(change)).toEqual(holds ? receipt : undefined);
});

test('another byte is another receipt', async () => {
  const changed = Uint8Array.from(signed);
  changed[40] = (changed[40] as number) ^ 1;
  const keys = { issuedAt: T, staleAt: T + 1, keys: [issuingKey(key)] };
  expect(await openReceipt(changed, keys, verifySignature)).toBeUndefined();
});
