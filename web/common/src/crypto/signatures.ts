/**
 * Signatures in the browser. Ed25519 by WebCrypto where it knows it (Chrome 137, Safari 17, Firefox 129), else on noble;
 * both with one verdict (docs/SECURITY.md). SM2 by our kernel. Noble and the curve of SM2 are loaded only when they are
 * needed.
 */
import { ALGORITHM, type Algorithm, type VerifySignature } from '@liangma/shared/kernel/cose';
import { isPublicKey, isSignature } from '@liangma/shared/kernel/public-key';

/** WebCrypto takes no shared memory; nothing of ours lies in any. */
type Owned = Uint8Array<ArrayBuffer>;

export const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Owned));

/**
 * The one verifier of every face. False for anything that is no good signature under this key; rejects only where the
 * code to verify with cannot be loaded, which says nothing of a signature.
 */
export const verifySignature: VerifySignature = async (alg, publicKey, message, signature) => {
  if (!isPublicKey(alg, publicKey) || !isSignature(alg, signature)) return false;
  const verify = await loadVerifier(alg);
  try {
    return await verify(publicKey, message, signature);
  } catch {
    return false;
  }
};

type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;

/** Ahead of the first signature, where it is known which suite will come. */
export async function loadVerifier(alg: Algorithm): Promise<Verify> {
  if (alg === ALGORITHM.sm2) return (await import('@liangma/shared/kernel/sm2')).verifySm2;
  return (await webCryptoKnowsEd25519()) ? verifyByWebCrypto : (await import('./noble.ts')).verifyByNoble;
}

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
  const key = keys.get(name) ?? crypto.subtle.importKey('raw', publicKey as Owned, 'Ed25519', false, ['verify']);
  keys.set(name, key);
  return crypto.subtle.verify('Ed25519', await key, signature as Owned, message as Owned);
};
