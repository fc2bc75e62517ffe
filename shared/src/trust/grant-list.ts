/** The running grants of a county, so that codes can name theirs by reference (docs/task-code.md §5). */
import type { Bytes } from '../kernel/bytes.ts';
import type { CborValue } from '../kernel/cbor.ts';
import type { Signer, VerifySignature } from '../kernel/cose.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { findKey, type KeySet } from './key-set.ts';
import { type FileError, openFile, signFile } from './signed-file.ts';

export interface GrantList {
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** Six digits: the grants of agencies whose number begins so. */
  readonly county: string;
  /** Signed grants; each is believed only for its own signature. */
  readonly grants: readonly Uint8Array[];
}

const F = { issuedAt: 1, county: 2, grants: 3 } as const;

export const signGrantList = (signer: Signer, { issuedAt, county, grants }: GrantList): Promise<Bytes> =>
  signFile(
    signer,
    'grant-list',
    new Map<number, CborValue>([
      [F.issuedAt, issuedAt],
      [F.county, county],
      [F.grants, grants],
    ]),
  );

export async function openGrantList(
  bytes: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<Result<GrantList, FileError>> {
  const file = await openFile(bytes, 'grant-list', (kid) => findKey(keys, kid, 'files')?.publicKey, verifySignature);
  if (!file.ok) return file;
  const [issuedAt, county, grants] = [F.issuedAt, F.county, F.grants].map((field) => file.value.get(field));
  if (typeof issuedAt !== 'number' || typeof county !== 'string' || !isByteStrings(grants)) return err('malformed');
  return ok({ issuedAt, county, grants });
}

const isByteStrings = (value: CborValue | undefined): value is readonly Uint8Array[] =>
  Array.isArray(value) && (value as CborValue[]).every((item) => item instanceof Uint8Array);
