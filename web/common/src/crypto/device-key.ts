/**
 * The key of this device. Made here; the private half is a non-extractable CryptoKey where WebCrypto knows
 * Ed25519, else a seed for noble. Either form can be kept in IndexedDB as it is.
 */

import { fromHex } from '@liangma/shared/kernel/bytes';
import { ALGORITHM, type Signer } from '@liangma/shared/kernel/cose';
import { deviceIdOf } from '@liangma/shared/protocol/envelope';
import { sha256, webCryptoKnowsEd25519 } from './signatures.ts';

export interface DeviceKey {
  /** Device id, 32 hex digits. */
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly secret: CryptoKey | Uint8Array;
}

export async function createDeviceKey(): Promise<DeviceKey> {
  const { publicKey, secret } = (await webCryptoKnowsEd25519()) ? await byWebCrypto() : await byNoble();
  const id = await deviceIdOf(publicKey, sha256);
  if (id === undefined) throw new Error('a fresh key is never weak');
  return { id, publicKey, secret };
}

export const deviceSigner = ({ id, secret }: DeviceKey): Signer => ({
  alg: ALGORITHM.eddsa,
  kid: fromHex(id) as Uint8Array,
  sign: (message) => (secret instanceof Uint8Array ? nobleSign(secret, message) : webCryptoSign(secret, message)),
});

async function byWebCrypto() {
  const pair = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { publicKey, secret: pair.privateKey };
}

async function byNoble() {
  const { getPublicKeyAsync } = await import('./noble.ts');
  const secret = crypto.getRandomValues(new Uint8Array(32));
  return { publicKey: await getPublicKeyAsync(secret), secret };
}

async function nobleSign(secret: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const { signAsync } = await import('./noble.ts');
  return signAsync(message, secret);
}

const webCryptoSign = async (key: CryptoKey, message: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', key, message as Uint8Array<ArrayBuffer>));
