/**
 * The root key, which the server writes into each page: `KIDHEX.PUBLICKEY` in hex and base64url. Service workers keep the
 * page, so the pin is there offline. A weak key verifies nothing.
 */
import { fromHex } from '@liangma/shared/kernel/bytes';
import type { RootKey } from '@liangma/shared/task-code/key-set';

export function readRoot(pin: string): RootKey | undefined {
  const [hex = '', key = ''] = pin.split('.');
  const kid = fromHex(hex);
  const publicKey = bytesOf(key);
  return kid?.length && publicKey?.length === 32 ? { kid, publicKey } : undefined;
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
