/** The signed matters list as verifiers cache it: title, legal basis and cap of each matter id. */
import type { Bytes } from '../kernel/bytes.ts';
import type { CborValue } from '../kernel/cbor.ts';
import type { Signer, VerifySignature } from '../kernel/cose.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { findKey, type KeySet } from './key-set.ts';
import { type FileError, openFile, signFile } from './signed-file.ts';

export interface CatalogMatter {
  readonly title: string;
  readonly basis: string;
  /** Yearly cap where the published list states one number for all. */
  readonly cap: number | null;
}

export interface Catalog {
  readonly version: number;
  readonly matters: ReadonlyMap<string, CatalogMatter>;
}

const F = { version: 1, matters: 2 } as const;

export const signCatalog = (signer: Signer, catalog: Catalog): Promise<Bytes> =>
  signFile(
    signer,
    'catalog',
    new Map<number, CborValue>([
      [F.version, catalog.version],
      [F.matters, new Map([...catalog.matters].map(([id, m]) => [id, [m.title, m.basis, m.cap]]))],
    ]),
  );

export async function openCatalog(
  bytes: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<Result<Catalog, FileError>> {
  const file = await openFile(bytes, 'catalog', (kid) => findKey(keys, kid, 'files')?.publicKey, verifySignature);
  if (!file.ok) return file;
  const version = file.value.get(F.version);
  const rows = file.value.get(F.matters);
  if (typeof version !== 'number' || !(rows instanceof Map)) return err('malformed');
  const matters = new Map<string, CatalogMatter>();
  for (const [id, row] of rows) {
    if (typeof id !== 'string' || !Array.isArray(row)) return err('malformed');
    const [title, basis, cap] = row as CborValue[];
    if (typeof title !== 'string' || typeof basis !== 'string') return err('malformed');
    matters.set(id, { title, basis, cap: typeof cap === 'number' ? cap : null });
  }
  return ok({ version, matters });
}
