/**
 * Signatures in the browser: WebCrypto where it knows Ed25519 (Chrome 137, Safari 17, Firefox 129), else noble,
 * loaded only then. Both refuse what RFC 8032 refuses; noble's `zip215` default would accept a forgery under the
 * identity key (docs/SECURITY.md).
 */
import type { VerifySignature } from '@liangma/shared/kernel/cose';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { isStrongEd25519Key } from '@liangma/shared/kernel/ed25519-key';

export const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));

/** The one verifier of every face. False for anything that is not a good EdDSA signature; it never throws. */
export const verifySignature: VerifySignature = async (alg, publicKey, message, signature) => {
  if (alg !== ALGORITHM.eddsa || !isStrongEd25519Key(publicKey) || signature.length !== 64) return false;
  try {
    return await (await verifier())(publicKey, message, signature);
  } catch {
    return false;
  }
};

type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>;

let chosen: Promise<Verify> | undefined;
const verifier = (): Promise<Verify> => {
  chosen ??= webCryptoKnowsEd25519().then((yes) => (yes ? verifyByWebCrypto : loadNoble()));
  return chosen;
};

let known: Promise<boolean> | undefined;
export const webCryptoKnowsEd25519 = (): Promise<boolean> => {
  known ??= crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']).then(
    () => true,
    () => false,
  );
  return known;
};

const keys = new Map<string, Promise<CryptoKey>>();

const verifyByWebCrypto: Verify = async (publicKey, message, signature) => {
  const name = String(publicKey);
  const key = keys.get(name) ?? crypto.subtle.importKey('raw', copy(publicKey), 'Ed25519', false, ['verify']);
  keys.set(name, key);
  return crypto.subtle.verify('Ed25519', await key, copy(signature), copy(message));
};

async function loadNoble(): Promise<Verify> {
  const { verifyAsync } = await import('@noble/ed25519');
  return (publicKey, message, signature) => verifyAsync(signature, message, publicKey, { zip215: false });
}

const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);
