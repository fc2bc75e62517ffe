/**
 * The enterprises of a county for a device (docs/task-code.md §7): a signed pack names the parts that hold them, each
 * fetched by its hash, so that a link that breaks loses one part at most; signed deltas carry what changed since.
 */
import { type Bytes, toHex } from '../kernel/bytes.ts';
import type { CborValue } from '../kernel/cbor.ts';
import type { Signer, VerifySignature } from '../kernel/cose.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { findKey, type KeySet } from '../trust/key-set.ts';
import { type FileError, openFile, signFile } from '../trust/signed-file.ts';

/** State of a copy of the county: sequence numbers count within one epoch of the server's store. */
export interface PackPoint {
  readonly epoch: string;
  readonly seq: number;
}

export interface Pack extends PackPoint {
  readonly kind: 'pack';
  /** Six digits. */
  readonly county: string;
  readonly count: number;
  /** SHA-256 of each part's text, in the order of the enterprises' ids. */
  readonly parts: readonly Uint8Array[];
}

/** The columns of an enterprise: id, name, kind, region, township, address, trade, grade. */
export type PackCells = readonly string[];
export const PACK_COLUMNS = 8;

export interface PackDelta extends PackPoint {
  readonly kind: 'pack-delta';
  readonly county: string;
  /** It takes a copy from here to `seq`. */
  readonly from: number;
  /** Number of enterprises after the delta is applied. */
  readonly count: number;
  readonly changed: readonly PackCells[];
  /** Ids of those that ceased. */
  readonly removed: readonly string[];
}

const F = { county: 1, epoch: 2, seq: 3, count: 4, parts: 5, from: 6, changed: 7, removed: 8 } as const;

export const signPack = (signer: Signer, pack: Omit<Pack, 'kind'>): Promise<Bytes> =>
  signFile(signer, 'pack', new Map<number, CborValue>([...head(pack), [F.parts, [...pack.parts]]]));

export const signPackDelta = (signer: Signer, delta: Omit<PackDelta, 'kind'>): Promise<Bytes> =>
  signFile(
    signer,
    'pack-delta',
    new Map<number, CborValue>([
      ...head(delta),
      [F.from, delta.from],
      [F.changed, delta.changed.map((cells) => [...cells])],
      [F.removed, [...delta.removed]],
    ]),
  );

const head = ({ county, epoch, seq, count }: Omit<Pack, 'kind' | 'parts'>): [number, CborValue][] => [
  [F.county, county],
  [F.epoch, epoch],
  [F.seq, seq],
  [F.count, count],
];

/** Opens a signed file that is either a pack or a delta. */
export async function openPack(
  bytes: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<Result<Pack | PackDelta, FileError>> {
  const keyFor = (kid: Uint8Array) => findKey(keys, kid, 'files')?.publicKey;
  const whole = await openFile(bytes, 'pack', keyFor, verifySignature);
  const file = whole.ok ? whole : await openFile(bytes, 'pack-delta', keyFor, verifySignature);
  if (!file.ok) return err(whole.ok || whole.error === 'malformed' ? file.error : whole.error);
  const read = (field: keyof typeof F): CborValue | undefined => file.value.get(F[field]);
  const [county, epoch, seq, count] = [read('county'), read('epoch'), read('seq'), read('count')];
  if (typeof county !== 'string' || typeof epoch !== 'string') return err('malformed');
  if (typeof seq !== 'number' || typeof count !== 'number') return err('malformed');
  const common = { county, epoch, seq, count };
  if (whole.ok) {
    const parts = read('parts');
    return isArrayOf(parts, isHash) ? ok({ kind: 'pack', ...common, parts }) : err('malformed');
  }
  const [from, changed, removed] = [read('from'), read('changed'), read('removed')];
  if (typeof from !== 'number' || !isArrayOf(changed, isCells) || !isArrayOf(removed, isText)) return err('malformed');
  return ok({ kind: 'pack-delta', ...common, from, changed, removed });
}

function isArrayOf<T extends CborValue>(
  value: CborValue | undefined,
  is: (item: CborValue) => item is T,
): value is (CborValue & T)[] {
  return Array.isArray(value) && (value as CborValue[]).every(is);
}

const isText = (value: CborValue): value is string => typeof value === 'string';
const isHash = (value: CborValue): value is Uint8Array => value instanceof Uint8Array && value.length === 32;
const isCells = (value: CborValue): value is string[] =>
  Array.isArray(value) && value.length === PACK_COLUMNS && (value as CborValue[]).every(isText);

/** A part is text: a line for each enterprise, its cells apart by tabs. */
export const packLine = (cells: PackCells): string =>
  `${cells.map((cell) => cell.replaceAll(/[\t\n]/g, ' ')).join('\t')}\n`;

/** State of a copy as an entity tag (RFC 9110 §8.8.3), so that the server can answer “not modified”. */
export const packTag = ({ epoch, seq }: PackPoint): string => `"${epoch}.${seq}"`;

export const partName = (hash: Uint8Array): string => toHex(hash);
