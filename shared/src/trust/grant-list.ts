/** The running grants of a county, so that codes can name theirs by reference (docs/task-code.md §5). */
import type { Bytes } from '../kernel/bytes.ts';
import { bytes, cborRecord, int, list, type TypeOf, text } from '../kernel/cbor-record.ts';
import type { Signer, VerifySignature } from '../kernel/cose.ts';
import type { Result } from '../kernel/result.ts';
import { type KeySet, openFileBy } from './key-set.ts';
import { type FileError, signFile } from './signed-file.ts';

const grantList = cborRecord(
  {
    /** Seconds since 1970. */
    issuedAt: [1, int],
    /** Six digits: the grants of agencies whose number begins so. */
    county: [2, text],
    /** Signed grants; each is believed only for its own signature. */
    grants: [3, list(bytes)],
  },
  { kind: 'grant-list' },
);
export type GrantList = TypeOf<typeof grantList>;

export const signGrantList = (signer: Signer, content: GrantList): Promise<Bytes> =>
  signFile(signer, grantList, content);

export const openGrantList = (
  file: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<Result<GrantList, FileError>> => openFileBy(keys, file, grantList, verifySignature);
