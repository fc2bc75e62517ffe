/** Real Ed25519 keys for tests, on Node's own crypto. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '../src/kernel/bytes.ts';
import { ALGORITHM, type Signer, type VerifySignature } from '../src/kernel/cose.ts';
import type { IssuingKey, KeyUse } from '../src/trust/key-set.ts';

export interface TestKey {
  readonly kid: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly signer: Signer;
}

export function aKey(kid: readonly number[] = [1, 2, 3, 4]): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return testKey(Uint8Array.from(kid), privateKey, publicKey);
}

/** A device's key: its id is the hash of its public key. */
export function aDeviceKey(): TestKey & { id: string } {
  const key = aKey();
  const id = createHash('sha256').update(key.publicKey).digest('hex').slice(0, 32);
  const kid = Uint8Array.from(Buffer.from(id, 'hex'));
  return { ...key, id, kid, signer: { ...key.signer, kid } };
}

function testKey(kid: Uint8Array, privateKey: KeyObject, publicKey: KeyObject): TestKey {
  const raw = fromBase64Url(publicKey.export({ format: 'jwk' }).x as string) as Uint8Array;
  const signer: Signer = { alg: ALGORITHM.eddsa, kid, sign: async (m) => Uint8Array.from(sign(null, m, privateKey)) };
  return { kid, publicKey: raw, signer };
}

export const verifySignature: VerifySignature = async (_alg, publicKey, message, signature) => {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(publicKey) }, format: 'jwk' });
  return verify(null, message, key, signature);
};

export const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  Uint8Array.from(createHash('sha256').update(bytes).digest());

export const issuingKey = (key: TestKey, changes: Partial<IssuingKey> = {}): IssuingKey => ({
  kid: key.kid,
  alg: ALGORITHM.eddsa,
  publicKey: key.publicKey,
  validFrom: 0,
  validTo: 4_000_000_000,
  agencyPrefix: '',
  compromisedAt: null,
  uses: ['codes', 'files', 'receipts'] satisfies KeyUse[],
  ...changes,
});
