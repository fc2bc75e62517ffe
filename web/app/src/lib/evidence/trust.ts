/** The published keys, fetched and held against the root that the page came with. */
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { RootKey } from '@liangma/shared/trust/key-set';
import { openTrust, type Trust, unpackTrust } from '@liangma/shared/trust/trust';
import { pinnedRoot } from '@liangma/web-common/crypto/pinned-root';
import { verifySignature } from '@liangma/web-common/crypto/signatures';

export const TRUST_PATH = '/.well-known/liangma/trust';

/** The files in one, as they came, and what they say. */
export interface TrustDownload {
  readonly bytes: Uint8Array;
  readonly trust: Trust;
}

/** `bad-trust`: what came does not hold under the root. */
export async function downloadTrust(root: RootKey): Promise<Result<TrustDownload, 'no-trust' | 'bad-trust'>> {
  let bytes: Uint8Array;
  try {
    const reply = await fetch(TRUST_PATH);
    if (!reply.ok) return err('no-trust');
    bytes = new Uint8Array(await reply.arrayBuffer());
  } catch {
    return err('no-trust');
  }
  const trust = await openPacked(bytes, root);
  return trust ? ok({ bytes, trust }) : err('bad-trust');
}

/** `undefined` without network, or when what came does not hold. */
export async function fetchTrust(): Promise<Trust | undefined> {
  const root = pinnedRoot();
  const download = root && (await downloadTrust(root));
  return download?.ok ? download.value.trust : undefined;
}

export async function openPacked(bytes: Uint8Array, root: RootKey): Promise<Trust | undefined> {
  const files = unpackTrust(bytes);
  const trust = files && (await openTrust(files, root, verifySignature));
  return trust?.ok ? trust.value : undefined;
}
