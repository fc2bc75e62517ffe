/** The published keys, fetched and held against the root that the page came with. */
import { fromBase64Url, fromHex } from '@liangma/shared/kernel/bytes';
import type { RootKey } from '@liangma/shared/task-code/key-set';
import { openTrust, type Trust, unpackTrust } from '@liangma/shared/task-code/trust';
import { verifySignature } from '@liangma/web-common/crypto/signatures';

export const TRUST_PATH = '/.well-known/liangma/trust';

/** `undefined` without network, or when what came does not hold. */
export async function fetchTrust(): Promise<Trust | undefined> {
  const root = pinnedRoot();
  if (!root) return undefined;
  try {
    const reply = await fetch(TRUST_PATH);
    const files = reply.ok ? unpackTrust(new Uint8Array(await reply.arrayBuffer())) : undefined;
    const trust = files && (await openTrust(files, root, verifySignature));
    return trust?.ok ? trust.value : undefined;
  } catch {
    return undefined;
  }
}

function pinnedRoot(): RootKey | undefined {
  const content = document.querySelector<HTMLMetaElement>('meta[name="liangma-root"]')?.content ?? '';
  const [kid = '', key = ''] = content.split('.');
  const [id, publicKey] = [fromHex(kid), fromBase64Url(key)];
  return id?.length && publicKey?.length === 32 ? { kid: id, publicKey } : undefined;
}
