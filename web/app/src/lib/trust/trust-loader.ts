/**
 * Loads the signed trust files: opens the stored ones, downloads newer ones, and replaces the stored ones only after the whole
 * chain of the new ones was verified under the root that the page came with.
 */
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { RootKey } from '@liangma/shared/trust/key-set';
import { isNoOlder, openTrust, type Trust, unpackTrust } from '@liangma/shared/trust/trust';
import { pinnedRoot } from '@liangma/web-common/crypto/pinned-root';
import { verifySignature } from '@liangma/web-common/crypto/signatures';

export const TRUST_PATH = '/.well-known/liangma/trust';

/** All signed files in one, as the server sends them. */
export interface TrustFile {
  readonly bytes: Uint8Array;
  /** Empty if the source does not use one. */
  readonly etag: string;
}

export interface TrustStorage {
  read(): Promise<TrustFile | undefined>;
  /** Called with the stored file if the server has no newer one. */
  write(file: TrustFile): Promise<void>;
}

export interface TrustSource {
  readonly root: RootKey;
  readonly storage: TrustStorage;
  /** Returns undefined if the server's file still has this etag. */
  download(etag: string): Promise<Result<TrustFile | undefined, 'no-trust'>>;
}

/** `bad-trust`: the download does not hold under the root. */
export type TrustProblem = 'no-trust' | 'bad-trust';

export async function storedTrust({ root, storage }: Omit<TrustSource, 'download'>): Promise<Trust | undefined> {
  const file = await storage.read();
  return file && openTrustFile(file.bytes, root);
}

/** Returns the newer trust, or undefined if there is none. A file that is older than `current` replaces nothing. */
export async function refreshTrust(
  { root, storage, download }: TrustSource,
  current?: Trust,
): Promise<Result<Trust | undefined, TrustProblem>> {
  const stored = await storage.read();
  const got = await download(stored?.etag ?? '');
  if (!got.ok) return got;
  if (!got.value) {
    if (stored) await storage.write(stored);
    return ok(undefined);
  }
  const trust = await openTrustFile(got.value.bytes, root);
  if (!trust) return err('bad-trust');
  if (current && !isNoOlder(trust, current)) return ok(undefined);
  await storage.write(got.value);
  return ok(trust);
}

/** Downloads the files and stores nothing. Returns undefined without network, or when they do not hold. */
export async function fetchTrust(): Promise<Trust | undefined> {
  const root = pinnedRoot();
  const trust = root && (await refreshTrust({ root, storage: NO_STORAGE, download: fetchTrustFile }));
  return trust?.ok ? trust.value : undefined;
}

const NO_STORAGE: TrustStorage = { read: async () => undefined, write: async () => undefined };

/** Downloads over the browser's HTTP cache, which asks with the etag itself. */
export async function fetchTrustFile(): Promise<Result<TrustFile, 'no-trust'>> {
  try {
    const reply = await fetch(TRUST_PATH);
    if (!reply.ok) return err('no-trust');
    return ok({ bytes: new Uint8Array(await reply.arrayBuffer()), etag: '' });
  } catch {
    return err('no-trust');
  }
}

async function openTrustFile(bytes: Uint8Array, root: RootKey): Promise<Trust | undefined> {
  const files = unpackTrust(bytes);
  const trust = files && (await openTrust(files, root, verifySignature));
  return trust?.ok ? trust.value : undefined;
}
