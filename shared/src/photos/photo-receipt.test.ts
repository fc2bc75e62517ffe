import { expect, test } from 'vitest';
import { aKey, issuingKey, sha256, verifySignature } from '../../test/keys.ts';
import { receiptOpener, signReceipt } from '../protocol/receipt.ts';
import type { IssuingKey } from '../trust/key-set.ts';
import { openPhotoReceipt, signPhotoReceipt } from './photo-receipt.ts';

const T = 1_764_000_000;
const key = aKey();
const hash = new Uint8Array(32).fill(7);
const signed = await signPhotoReceipt(key.signer, hash, T * 1000);
const keySet = (change: Partial<IssuingKey> = {}) => ({
  issuedAt: T,
  staleAt: T + 1,
  keys: [issuingKey(key, change)],
});
const open = (change: Partial<IssuingKey> = {}) => openPhotoReceipt(signed, keySet(change), verifySignature);

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
  expect(await open(change)).toEqual(holds ? { hash: '07'.repeat(32), receivedAt: T * 1000 } : undefined);
});

test('another byte is another receipt', async () => {
  const changed = Uint8Array.from(signed);
  changed[40] = (changed[40] as number) ^ 1;
  expect(await openPhotoReceipt(changed, keySet(), verifySignature)).toBeUndefined();
});

test('the receipt of an event is none of a photo, nor the other way about', async () => {
  const event = await signReceipt(key.signer, { hash, shard: '6206', seq: 1, receivedAt: T * 1000 }, sha256);
  expect(await openPhotoReceipt(event, keySet(), verifySignature)).toBeUndefined();
  expect(await receiptOpener(keySet(), verifySignature, sha256)(signed)).toBeUndefined();
});
