/** The published keys, fetched and held against the root that the page came with. */
import { openTrust, type Trust, unpackTrust } from '@liangma/shared/task-code/trust';
import { pinnedRoot } from '@liangma/web-common/crypto/pinned-root';
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
