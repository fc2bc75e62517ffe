import { describe, expect, test } from 'vitest';
import { aKey, verifySignature } from '../../test/keys.ts';
import { readVectors, vectorsPresent } from '../../test/vectors.ts';
import { fromHex } from './bytes.ts';
import { ALGORITHM } from './cose.ts';
import { isStrongEd25519Key } from './ed25519-key.ts';

const bytes = (hex: string) => fromHex(hex) as Uint8Array;

/** Strict as every face of ours is: no weak key, then the platform. */
const strict = async (key: string, message: string, signature: string) =>
  isStrongEd25519Key(bytes(key)) &&
  bytes(signature).length === 64 &&
  verifySignature(ALGORITHM.eddsa, bytes(key), bytes(message), bytes(signature));

test('keys that are made at random are strong', () => {
  for (let i = 0; i < 50; i++) expect(isStrongEd25519Key(aKey().publicKey)).toBe(true);
});

test.each([
  ['the identity', `01${'00'.repeat(31)}`],
  ['the identity with sign bit', `01${'00'.repeat(30)}80`],
  ['order 2', `ec${'ff'.repeat(30)}7f`],
  ['order 4', '00'.repeat(32)],
  ['order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'],
  ['y = p', `ed${'ff'.repeat(30)}7f`],
  ['y = p + 1', `ee${'ff'.repeat(30)}7f`],
  ['31 bytes', '02'.repeat(31)],
])('refuses as a key: %s', (_, hex) => {
  expect(isStrongEd25519Key(bytes(hex))).toBe(false);
});

test('looking changes nothing, of a Node Buffer neither', () => {
  const key = Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af466ff', 'hex');
  isStrongEd25519Key(key);
  expect(key[31]).toBe(0xff);
});

test('RFC 8032 §7.1 test 2', async () => {
  const key = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
  const signature =
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';
  expect(await strict(key, '72', signature)).toBe(true);
  expect(await strict(key, '73', signature)).toBe(false);
});

describe.skipIf(!vectorsPresent)('public vectors (skipped where they are absent)', () => {
  type Group = { publicKey: { pk: string }; tests: { tcId: number; msg: string; sig: string; result: string }[] };
  const groups = vectorsPresent
    ? readVectors<{ testGroups: Group[] }>('wycheproof/testvectors_v1/ed25519_test.json').testGroups
    : [];
  const cases = groups.flatMap(({ publicKey, tests }) => tests.map((t) => ({ ...t, key: publicKey.pk })));

  test('Wycheproof Ed25519: 151 cases', async () => {
    expect(cases).toHaveLength(151);
    const wrong: number[] = [];
    for (const { tcId, key, msg, sig, result } of cases)
      if ((await strict(key, msg, sig)) !== (result === 'valid')) wrong.push(tcId);
    expect(wrong).toEqual([]);
  });

  test('speccheck: of its twelve edge cases only the one under a strong key with a canonical signature holds', async () => {
    type Case = { message: string; pub_key: string; signature: string };
    const edge = vectorsPresent ? readVectors<Case[]>('speccheck/cases.json') : [];
    const verdicts = await Promise.all(edge.map((c) => strict(c.pub_key, c.message, c.signature)));
    expect(edge).toHaveLength(12);
    expect(verdicts.flatMap((good, i) => (good ? [i] : []))).toEqual([3]);
  });
});
