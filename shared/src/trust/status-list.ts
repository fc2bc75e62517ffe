/**
 * The withdrawn codes of one prefecture, signed by an issuing key with issue time and time to live. The bits stand apart
 * by the day on which their codes expire: a day that is over leaves the list, so that its size follows the codes in force.
 */
import type { Bytes } from '../kernel/bytes.ts';
import { bytes, cborRecord, dictionary, int, type TypeOf, text } from '../kernel/cbor-record.ts';
import type { Signer, VerifySignature } from '../kernel/cose.ts';
import { DAY } from '../kernel/instant.ts';
import type { Result } from '../kernel/result.ts';
import { type KeySet, openFileBy } from './key-set.ts';
import { inSeconds } from './lifetimes.ts';
import { type FileError, signFile } from './signed-file.ts';

const statusList = cborRecord(
  {
    /** Seconds since 1970. */
    issuedAt: [1, int],
    /** Seconds for which the list may be believed without a newer one. */
    ttl: [2, int],
    /** Digits of the prefecture, as in `shardOf`. */
    shard: [3, text],
    /** By day of expiry (`statusDay`): bit i, least significant first, is 1 when the code with index i is withdrawn. */
    days: [4, dictionary(int, bytes)],
  },
  { kind: 'status-list' },
);
export type StatusList = TypeOf<typeof statusList>;

/** The lists that a verifier holds, by shard. */
export type StatusLists = Pick<ReadonlyMap<string, StatusList>, 'get'>;

/** Names the bit of one code. */
export interface StatusEntry {
  readonly shard: string;
  /** `statusDay` of the code's expiry, or of the expiry of the grant under which a device issued it. */
  readonly day: number;
  readonly index: number;
}

/** The day on which something expires, in days since 1970 (UTC). `expires`: seconds since 1970. */
export const statusDay = (expires: number): number => Math.floor(expires / inSeconds(DAY));

export const signStatusList = (signer: Signer, content: StatusList): Promise<Bytes> =>
  signFile(signer, statusList, content);

export const openStatusList = (
  file: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<Result<StatusList, FileError>> => openFileBy(keys, file, statusList, verifySignature);

export const isWithdrawn = (lists: StatusLists, { shard, day, index }: StatusEntry): boolean =>
  isSet(lists.get(shard)?.days.get(day), index);

/** No shift of the index, which would wrap at 2^31: a bit beyond the end is 0, however large the index. */
export const isSet = (bits: Uint8Array | undefined, index: number): boolean =>
  (((bits?.[Math.floor(index / 8)] ?? 0) >> (index % 8)) & 1) === 1;

/** Returns the bit field in which the given indexes are set. */
export function statusBits(withdrawn: readonly number[]): Bytes {
  const bits = new Uint8Array(withdrawn.length === 0 ? 0 : (Math.max(...withdrawn) >> 3) + 1);
  for (const index of withdrawn) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  return bits;
}

/** Returns the days of a list in which the given entries are withdrawn. */
export function statusDays(withdrawn: readonly Omit<StatusEntry, 'shard'>[]): Map<number, Bytes> {
  const byDay = new Map<number, number[]>();
  for (const { day, index } of withdrawn) byDay.set(day, [...(byDay.get(day) ?? []), index]);
  return new Map([...byDay].map(([day, indexes]) => [day, statusBits(indexes)]));
}
