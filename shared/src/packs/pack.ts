/**
 * The enterprises of a county for a device (docs/task-code.md §7): a signed pack names the parts that hold them, each
 * fetched by its hash, so that a link that breaks loses one part at most; signed deltas carry what changed since.
 */
import { type Bytes, toHex } from '../kernel/bytes.ts';
import { bytesOf, cborRecord, int, list, type TypeOf, text, where } from '../kernel/cbor-record.ts';
import type { Signer, VerifySignature } from '../kernel/cose.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { type KeySet, openFileBy } from '../trust/key-set.ts';
import { type FileError, signFile } from '../trust/signed-file.ts';

/** The columns of an enterprise: id, name, kind, region, township, address, trade, grade. */
export type PackCells = readonly string[];
export const PACK_COLUMNS = 8;

const HEAD = {
  /** Six digits. */
  county: [1, text],
  epoch: [2, text],
  seq: [3, int],
  /** Number of enterprises; of a delta, after it is applied. */
  count: [4, int],
} as const;

const pack = cborRecord(
  {
    ...HEAD,
    /** SHA-256 of each part's text, in the order of the enterprises' ids. */
    parts: [5, list(bytesOf(32))],
  },
  { kind: 'pack' },
);

const packDelta = cborRecord(
  {
    ...HEAD,
    /** It takes a copy from here to `seq`. */
    from: [6, int],
    changed: [7, list(where(list(text), (cells) => cells.length === PACK_COLUMNS))],
    /** Ids of those that ceased. */
    removed: [8, list(text)],
  },
  { kind: 'pack-delta' },
);

export interface Pack extends TypeOf<typeof pack> {
  readonly kind: 'pack';
}

export interface PackDelta extends TypeOf<typeof packDelta> {
  readonly kind: 'pack-delta';
}

/** State of a copy of the county: sequence numbers count within one epoch of the server's store. */
export type PackPoint = Pick<Pack, 'epoch' | 'seq'>;

export const signPack = (signer: Signer, content: Omit<Pack, 'kind'>): Promise<Bytes> =>
  signFile(signer, pack, content);

export const signPackDelta = (signer: Signer, content: Omit<PackDelta, 'kind'>): Promise<Bytes> =>
  signFile(signer, packDelta, content);

/** Opens a signed file that is either a pack or a delta. */
export async function openPack(
  file: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<Result<Pack | PackDelta, FileError>> {
  const whole = await openFileBy(keys, file, pack, verifySignature);
  if (whole.ok) return ok({ kind: 'pack', ...whole.value });
  if (whole.error !== 'malformed') return err(whole.error);
  const delta = await openFileBy(keys, file, packDelta, verifySignature);
  return delta.ok ? ok({ kind: 'pack-delta', ...delta.value }) : delta;
}

/** A part is text: a line for each enterprise, its cells apart by tabs. */
export const packLine = (cells: PackCells): string =>
  `${cells.map((cell) => cell.replaceAll(/[\t\n]/g, ' ')).join('\t')}\n`;

/** State of a copy as an entity tag (RFC 9110 §8.8.3), so that the server can answer “not modified”. */
export const packTag = ({ epoch, seq }: PackPoint): string => `"${epoch}.${seq}"`;

export const partName = (hash: Uint8Array): string => toHex(hash);
