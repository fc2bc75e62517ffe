/**
 * A verifier's trust: the pinned root and the signed files under it. `openTrust` checks the chain once; the result is kept
 * and used for every code. Status lists come one a prefecture, the catalog whole or as parts that hold some of its matters.
 */
import type { Bytes } from '../kernel/bytes.ts';
import { decodeCbor, encodeCbor } from '../kernel/cbor.ts';
import { bytes, cborRecord, list, type TypeOf } from '../kernel/cbor-record.ts';
import type { VerifySignature } from '../kernel/cose.ts';
import { ok, type Result } from '../kernel/result.ts';
import { type Catalog, openCatalog } from './catalog.ts';
import { type KeySet, openKeySet, type RootKey } from './key-set.ts';
import type { FileError } from './signed-file.ts';
import { openStatusList, type StatusList } from './status-list.ts';

export interface Trust {
  readonly keys: KeySet;
  /** By shard. */
  readonly status: ReadonlyMap<string, StatusList>;
  readonly catalog: Catalog;
}

const bundle = cborRecord({
  keys: ['keys', bytes],
  status: ['status', list(bytes)],
  catalog: ['catalog', list(bytes)],
});
export type TrustFiles = TypeOf<typeof bundle>;

/** Packs one download; the bundle is not signed, each file in it is. */
export const packTrust = (files: TrustFiles): Bytes => encodeCbor(bundle.encode(files));

export function unpackTrust(download: Uint8Array): TrustFiles | undefined {
  const decoded = decodeCbor(download);
  return decoded.ok ? bundle.decode(decoded.value) : undefined;
}

export async function openTrust(
  files: TrustFiles,
  root: RootKey,
  verifySignature: VerifySignature,
): Promise<Result<Trust, FileError>> {
  const keys = await openKeySet(files.keys, root, verifySignature);
  if (!keys.ok) return keys;
  const status = new Map<string, StatusList>();
  for (const file of files.status) {
    const list = await openStatusList(file, keys.value, verifySignature);
    if (!list.ok) return list;
    status.set(list.value.shard, list.value);
  }
  const parts: Catalog[] = [];
  for (const file of files.catalog) {
    const part = await openCatalog(file, keys.value, verifySignature);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return ok({ keys: keys.value, status, catalog: joined(parts) });
}

/** The catalog is as old as its oldest part. */
const joined = (parts: readonly Catalog[]): Catalog => ({
  version: parts.length === 0 ? 0 : Math.min(...parts.map(({ version }) => version)),
  matters: new Map(parts.flatMap(({ matters }) => [...matters])),
});

/**
 * True unless a file in `trust` is older than in `before`, or every list is missing: the bundle itself is not signed, so that
 * somebody could put an old list beside new keys.
 */
export const isNoOlder = (trust: Pick<Trust, 'keys' | 'status'>, before: Pick<Trust, 'keys' | 'status'>): boolean =>
  trust.keys.issuedAt >= before.keys.issuedAt &&
  (trust.status.size > 0 || before.status.size === 0) &&
  [...trust.status.values()].every(({ shard, issuedAt }) => issuedAt >= (before.status.get(shard)?.issuedAt ?? 0));

/** The newest time that a signed file of this trust states, seconds since 1970. */
export const newestTime = ({ keys, status }: Pick<Trust, 'keys' | 'status'>): number =>
  Math.max(keys.issuedAt, ...[...status.values()].map(({ issuedAt }) => issuedAt));
