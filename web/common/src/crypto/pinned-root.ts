/**
 * The root key, which the server writes into each page: `KIDHEX.PUBLICKEY` in hex and base64url. Service workers keep the
 * page, so the pin is there offline. The length of the key tells its suite; a weak key is none.
 */
import { fromHex } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { isPublicKey } from '@liangma/shared/kernel/public-key';
import type { RootKey } from '@liangma/shared/trust/key-set';

export function readRoot(pin: string): RootKey | undefined {
  const [hex = '', key = ''] = pin.split('.');
  const kid = fromHex(hex);
  const publicKey = bytesOf(key);
  const alg = publicKey?.length === 32 ? ALGORITHM.eddsa : ALGORITHM.sm2;
  return kid?.length && publicKey && isPublicKey(alg, publicKey) ? { kid, alg, publicKey } : undefined;
}

/** By the browser's own decoder: ours would be a third of a kilobyte more on the first screen. */
function bytesOf(base64Url: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64Url.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
}

export const pinnedRoot = (): RootKey | undefined =>
  readRoot(document.querySelector<HTMLMetaElement>('meta[name="liangma-root"]')?.content ?? '');
