import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flipped } from '../../test/answers.ts';
import { NOW } from '../../test/builders.ts';
import { aDeviceKey, sha256, verifySignature } from '../../test/keys.ts';
import type { CborValue } from '../kernel/cbor.ts';
import { signMap } from '../kernel/cose.ts';
import { fitting, MAX_HANDOVER_BYTES, openHandover, sealHandover } from './handover.ts';

const key = aDeviceKey();
const envelopes = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)];
const handover = { publicKey: key.publicKey, account: 'wangjianguo', at: NOW, envelopes };
const bytes = await sealHandover(key.signer, handover);
const open = (given: Uint8Array) => openHandover(given, verifySignature, sha256);

const fields = (changes: Record<number, CborValue> = {}) =>
  new Map<number, CborValue>(
    Object.entries({
      0: 'handover',
      1: 1,
      2: key.publicKey,
      3: 'wangjianguo',
      4: NOW,
      5: envelopes as CborValue,
      ...changes,
    }).map(([field, value]) => [Number(field), value]),
  );

test('the desk reads the records of a handover file in the order of the device', async () => {
  expect(await open(bytes)).toEqual({ ok: true, value: { ...handover, device: key.id } });
});

test('a flipped bit, a cut, an empty file, another kind: nothing of it is taken', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
      expect((await open(flipped(bytes, bit))).ok).toBe(false);
    }),
    { numRuns: 200 },
  );
  for (let n = 0; n < bytes.length; n += 7) expect(await open(bytes.slice(0, n))).toMatchObject({ error: 'malformed' });
  const others = [
    { 0: 'ack' },
    { 1: 0 },
    { 2: Uint8Array.of(1) },
    { 4: -1 },
    { 5: [] },
    { 5: ['text'] },
    { 6: 'more' },
  ] as Record<number, CborValue>[];
  for (const change of others)
    expect(await open(await signMap(key.signer, fields(change)))).toEqual({ ok: false, error: 'malformed' });
});

test('a newer file, another device’s name and another key have errors of their own', async () => {
  expect(await open(await signMap(key.signer, fields({ 1: 2 })))).toEqual({ ok: false, error: 'newer' });
  const other = aDeviceKey();
  expect(await open(await signMap(other.signer, fields()))).toEqual({ ok: false, error: 'device-mismatch' });
  const impostor = { ...other.signer, kid: key.signer.kid };
  expect(await open(await signMap(impostor, fields()))).toEqual({ ok: false, error: 'bad-signature' });
});

test('a file holds the oldest records that fit', async () => {
  const rows = Array.from({ length: 120 }, (_, n) => ({ n, envelope: new Uint8Array(47_900) }));
  const first = fitting(rows);
  expect(first.map(({ n }) => n)).toEqual(first.map((_, i) => i));
  const sealed = await sealHandover(key.signer, { ...handover, envelopes: first.map(({ envelope }) => envelope) });
  expect(sealed.length).toBeLessThanOrEqual(MAX_HANDOVER_BYTES);
  expect(fitting(rows.slice(first.length))).toEqual(rows.slice(first.length));
});
