/** Real keys for tests: Ed25519 by Node. */
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { ALGORITHM, type Signer, type VerifySignature } from '@liangma/shared/kernel/cose';
import { isStrongEd25519Key } from '@liangma/shared/kernel/ed25519-key';
import type { KeySet } from '@liangma/shared/trust/key-set';

export interface TestKey {
  readonly signer: Signer;
  readonly kid: Uint8Array;
  readonly publicKey: Uint8Array;
}

export function makeKey(kid: Uint8Array = randomBytes(4)): TestKey {
  const pair = generateKeyPairSync('ed25519');
  const raw = pair.publicKey.export({ format: 'jwk' }).x as string;
  return {
    kid: Uint8Array.from(kid),
    publicKey: Uint8Array.from(Buffer.from(raw, 'base64url')),
    signer: {
      alg: ALGORITHM.eddsa,
      kid: Uint8Array.from(kid),
      sign: async (message) => Uint8Array.from(sign(null, message, pair.privateKey)),
    },
  };
}

/** A set in which this key, and no other, signs receipts. */
export const receiptKeys = ({ kid, publicKey, signer: { alg } }: TestKey): KeySet => ({
  issuedAt: 0,
  staleAt: 1,
  keys: [
    {
      kid,
      alg,
      publicKey,
      uses: ['receipts'],
      validFrom: 0,
      validTo: 4_000_000_000,
      agencyPrefix: '',
      compromisedAt: null,
    },
  ],
});

export const verifySignature: VerifySignature = async (alg, publicKey, message, signature) =>
  alg === ALGORITHM.eddsa && isStrongEd25519Key(publicKey) && verify(null, message, keyOf(publicKey), signature);

export const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  Uint8Array.from(createHash('sha256').update(bytes).digest());

const keyOf = (publicKey: Uint8Array): KeyObject =>
  createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
  });
