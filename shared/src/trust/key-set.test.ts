import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { aKey, issuingKey, verifySignature as verifyEd25519 } from '../../test/keys.ts';
import { ALGORITHM, type Signer, type VerifySignature } from '../kernel/cose.ts';
import { signSm2, sm2PublicKey, verifySm2 } from '../kernel/sm2.ts';
import { findKey, type IssuingKey, KEY_USES, openKeySet, type RootKey, signKeySet } from './key-set.ts';

const ISSUED = 1_764_000_000;

const verifySignature: VerifySignature = async (alg, ...signed) =>
  alg === ALGORITHM.sm2 ? verifySm2(...signed) : verifyEd25519(alg, ...signed);

function anSm2Key(kid: readonly number[]) {
  const secret = Uint8Array.from(randomBytes(32));
  const publicKey = sm2PublicKey(secret) as Uint8Array;
  const sign = async (message: Uint8Array) => {
    const signed = signSm2(secret, message, randomBytes(32));
    if (!signed.ok) throw new Error(signed.error);
    return signed.value;
  };
  const signer: Signer = { alg: ALGORITHM.sm2, kid: Uint8Array.from(kid), sign };
  return { kid: signer.kid, alg: ALGORITHM.sm2, publicKey, signer };
}

const ed = { ...aKey([1, 1, 1, 1]), alg: ALGORITHM.eddsa };
const sm = anSm2Key([2, 2, 2, 2]);
const anIssuingKey = issuingKey(aKey([3, 3, 3, 3]));
const signedBy = (signer: Signer, keys: readonly IssuingKey[] = [anIssuingKey]) =>
  signKeySet(signer, { issuedAt: ISSUED, staleAt: ISSUED + 1, keys });
const read = async (bytes: Uint8Array, root: RootKey) => openKeySet(bytes, root, verifySignature);

describe('the root', () => {
  test.each([
    ['Ed25519', ed],
    ['SM2', sm],
  ])('may be a key of %s', async (_, root) => {
    expect(await read(await signedBy(root.signer), root)).toEqual({
      ok: true,
      value: { issuedAt: ISSUED, staleAt: ISSUED + 1, keys: [anIssuingKey] },
    });
  });

  test('signs with its own suite, whatever a file says', async () => {
    const always: VerifySignature = async () => true;
    const bySm2 = await signedBy({ ...sm.signer, kid: ed.kid });
    expect(await openKeySet(bySm2, ed, always)).toEqual({ ok: false, error: 'bad-signature' });
    const byEd25519 = await signedBy({ ...ed.signer, kid: sm.kid });
    expect(await openKeySet(byEd25519, sm, always)).toEqual({ ok: false, error: 'bad-signature' });
  });

  test('of this name with another key is refused', async () => {
    const impostor = anSm2Key([2, 2, 2, 2]);
    expect(await read(await signedBy(impostor.signer), sm)).toEqual({ ok: false, error: 'bad-signature' });
  });
});

describe('a key of the set', () => {
  const withKey = async (changes: Partial<IssuingKey>) => {
    const set = await read(await signedBy(ed.signer, [{ ...anIssuingKey, ...changes }]), ed);
    return set.ok ? 'read' : set.error;
  };
  const compressed = Uint8Array.of(3, ...sm.publicKey.subarray(1, 33));

  test.each([
    ['of SM2', { alg: ALGORITHM.sm2, publicKey: sm.publicKey }, 'read'],
    ['of SM2, compressed', { alg: ALGORITHM.sm2, publicKey: compressed }, 'malformed'],
    ['of SM2, without its 04', { alg: ALGORITHM.sm2, publicKey: sm.publicKey.subarray(1) }, 'malformed'],
    ['of SM2, longer', { alg: ALGORITHM.sm2, publicKey: Uint8Array.of(...sm.publicKey, 0) }, 'malformed'],
    ['of Ed25519, called SM2', { alg: ALGORITHM.sm2 }, 'malformed'],
    ['of SM2, called Ed25519', { publicKey: sm.publicKey }, 'malformed'],
  ])('%s', async (_, changes, expected) => expect(await withKey(changes)).toBe(expected));
});

test('a key that was compromised signs no file; what it signed before is judged by its date', () => {
  const found = (compromisedAt: number | null) => {
    const keys = [{ ...anIssuingKey, compromisedAt }];
    return KEY_USES.filter((use) => findKey({ issuedAt: ISSUED, staleAt: ISSUED, keys }, anIssuingKey.kid, use));
  };
  expect(found(null)).toEqual(['codes', 'files', 'receipts']);
  expect(found(ISSUED)).toEqual(['codes', 'receipts']);
});
