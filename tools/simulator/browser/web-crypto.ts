/**
 * WebCrypto as far as our pages use it, by Node's synchronous functions: the threads of the real one answer in an order
 * that no seed decides. Keys are plain objects, which IndexedDB can keep.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Dice } from '../script/dice.ts';

interface Key {
  readonly type: 'public' | 'private';
  /** Raw public key, or the seed. */
  readonly bytes: Uint8Array;
}

export const webCrypto = (dice: Dice) => ({
  getRandomValues: <T extends Uint8Array>(array: T): T => {
    array.set(dice.bytes(array.length));
    return array;
  },
  randomUUID: (): string => {
    const hex = Buffer.from(dice.bytes(16)).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join(
      '-',
    );
  },
  subtle: {
    digest: async (algorithm: string | { name: string }, data: Uint8Array): Promise<ArrayBuffer> => {
      const name = typeof algorithm === 'string' ? algorithm : algorithm.name;
      return bufferOf(createHash(name.replace('-', '').toLowerCase()).update(bytesOf(data)).digest());
    },
    generateKey: async () => {
      const seed = dice.bytes(32);
      const publicKey = rawOf(createPublicKey(secretOf(seed)));
      return { privateKey: { type: 'private', bytes: seed }, publicKey: { type: 'public', bytes: publicKey } };
    },
    exportKey: async (_format: string, key: Key): Promise<ArrayBuffer> => bufferOf(key.bytes),
    importKey: async (_format: string, raw: Uint8Array): Promise<Key> => ({
      type: 'public',
      bytes: bytesOf(raw).slice(),
    }),
    sign: async (_algorithm: string, key: Key, data: Uint8Array): Promise<ArrayBuffer> =>
      bufferOf(sign(null, bytesOf(data), secretOf(key.bytes))),
    verify: async (_algorithm: string, key: Key, signature: Uint8Array, data: Uint8Array): Promise<boolean> =>
      verifyEd25519(key.bytes, bytesOf(data), bytesOf(signature)),
  },
});

export const verifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  verify(null, message, publicOf(publicKey), signature);

const bytesOf = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);

const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** RFC 8410 §7: the seed of 32 bytes in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const secretOf = kept((seed) => createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' }));
const publicOf = kept((raw) =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') }, format: 'jwk' }),
);
const rawOf = (key: KeyObject): Uint8Array =>
  Uint8Array.from(Buffer.from(key.export({ format: 'jwk' }).x as string, 'base64url'));

const MOST_KEYS = 2_000;

function kept(make: (bytes: Uint8Array) => KeyObject): (bytes: Uint8Array) => KeyObject {
  const known = new Map<string, KeyObject>();
  return (bytes) => {
    const name = Buffer.from(bytes).toString('hex');
    const key = known.get(name) ?? make(bytes);
    if (known.size >= MOST_KEYS) known.clear();
    known.set(name, key);
    return key;
  };
}
