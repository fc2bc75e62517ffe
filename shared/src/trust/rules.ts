/**
 * The rules inside the whole catalog: thresholds and working calendar, signed with the matters, so that phones judge by what the server
 * judges by. The page behind the QR gets parts of the catalog, which hold none.
 */
import type { Bytes } from '../kernel/bytes.ts';
import { cborRecord, int, type TypeOf, text } from '../kernel/cbor-record.ts';
import type { Signer, VerifySignature } from '../kernel/cose.ts';
import type { Result } from '../kernel/result.ts';
import { type Catalog, matterDictionary } from './catalog.ts';
import { type KeySet, openFileBy } from './key-set.ts';
import { type FileError, signFile } from './signed-file.ts';

const wholeCatalog = cborRecord(
  { version: [1, int], matters: [2, matterDictionary], rules: [3, text] },
  { kind: 'catalog' },
);

const rulesOfCatalog = cborRecord({ version: [1, int], rules: [3, text] }, { kind: 'catalog' });

/** `rules`: text by `compliance/rulebook.ts`; verifiers that know nothing of it pass over its key. */
export const signWholeCatalog = (signer: Signer, content: Catalog, rules: string): Promise<Bytes> =>
  signFile(signer, wholeCatalog, { ...content, rules });

export const openRules = (
  file: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<Result<TypeOf<typeof rulesOfCatalog>, FileError>> => openFileBy(keys, file, rulesOfCatalog, verifySignature);
