/** The signed matters list as verifiers cache it: title, legal basis and cap of each matter id. */
import type { Bytes } from '../kernel/bytes.ts';
import { type Codec, cborRecord, cborRow, dictionary, int, type TypeOf, text } from '../kernel/cbor-record.ts';
import type { Signer, VerifySignature } from '../kernel/cose.ts';
import type { Result } from '../kernel/result.ts';
import { type KeySet, openFileBy } from './key-set.ts';
import { type FileError, signFile } from './signed-file.ts';

/** A cap that is no integer is null (docs/task-code.md §5). */
const cap: Codec<number | null> = {
  encode: (value) => value,
  decode: (value) => int.decode(value) ?? null,
};

const catalogMatter = cborRow(
  {
    title: text,
    basis: text,
    /** Yearly cap where the published list states one number for all. */
    cap,
  },
  'open',
);
export type CatalogMatter = TypeOf<typeof catalogMatter>;

export const matterDictionary = dictionary(text, catalogMatter);

const catalogRecord = cborRecord({ version: [1, int], matters: [2, matterDictionary] }, { kind: 'catalog' });
export type Catalog = TypeOf<typeof catalogRecord>;

export const signCatalog = (signer: Signer, content: Catalog): Promise<Bytes> =>
  signFile(signer, catalogRecord, content);

export const openCatalog = (
  file: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<Result<Catalog, FileError>> => openFileBy(keys, file, catalogRecord, verifySignature);
