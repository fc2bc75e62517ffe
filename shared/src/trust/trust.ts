/**
 * What a verifier holds: the pinned root, and the three signed files that came under it. `openTrust` checks the
 * chain once; the result is kept and used for every code.
 */

import type { Bytes } from '../kernel/bytes.ts';
import { type CborMap, type CborValue, decodeCbor, encodeCbor } from '../kernel/cbor.ts';
import type { VerifySignature } from '../kernel/cose.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { type Catalog, openCatalog } from './catalog.ts';
import { type KeySet, openKeySet, type RootKey } from './key-set.ts';
import type { FileError } from './signed-file.ts';
import { openStatusList, type StatusList } from './status-list.ts';

export interface Trust {
  readonly keys: KeySet;
  readonly status: StatusList;
  readonly catalog: Catalog;
}

export interface TrustFiles {
  readonly keys: Uint8Array;
  readonly status: Uint8Array;
  readonly catalog: Uint8Array;
}

/** One download for a first visit: the three files, each signed by itself. */
export const packTrust = (files: TrustFiles): Bytes => encodeCbor(new Map(Object.entries(files)));

export function unpackTrust(bytes: Uint8Array): TrustFiles | undefined {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !(decoded.value instanceof Map)) return undefined;
  const [keys, status, catalog] = ['keys', 'status', 'catalog'].map((k) =>
    (decoded.value as CborMap).get(k),
  ) as CborValue[];
  const all = keys instanceof Uint8Array && status instanceof Uint8Array && catalog instanceof Uint8Array;
  return all ? { keys, status, catalog } : undefined;
}

export async function openTrust(
  files: TrustFiles,
  root: RootKey,
  verifySignature: VerifySignature,
): Promise<Result<Trust, FileError>> {
  const keys = await openKeySet(files.keys, root, verifySignature);
  if (!keys.ok) return keys;
  const status = await openStatusList(files.status, keys.value, verifySignature);
  if (!status.ok) return status;
  const catalog = await openCatalog(files.catalog, keys.value, verifySignature);
  if (!catalog.ok) return err(catalog.error);
  return ok({ keys: keys.value, status: status.value, catalog: catalog.value });
}
