/**
 * The withdrawn codes of one prefecture, signed by an issuing key with issue time and time to live. The bits stand apart
 * by the day on which their codes expire: a day that is over leaves the list, so that its size follows the codes in force.
 */
import type { Bytes } from '../kernel/bytes.ts';
import type { CborValue } from '../kernel/cbor.ts';
import type { Signer, VerifySignature } from '../kernel/cose.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { findKey, type KeySet } from './key-set.ts';
import { type FileError, openFile, signFile } from './signed-file.ts';

export interface StatusList {
  /** Digits of the prefecture, as in `shardOf`. */
  readonly shard: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** Seconds for which the list may be believed without a newer one. */
  readonly ttl: number;
  /** By day of expiry (`statusDay`): bit i, least significant first, is 1 when the code with index i is withdrawn. */
  readonly days: ReadonlyMap<number, Uint8Array>;
}

/** The lists that a verifier holds, by shard. */
export type StatusLists = Pick<ReadonlyMap<string, StatusList>, 'get'>;

/** Names the bit of one code. */
export interface StatusEntry {
  readonly shard: string;
  /** `statusDay` of the code's expiry, or of the expiry of the grant under which a device issued it. */
  readonly day: number;
  readonly index: number;
}

const SECONDS_A_DAY = 86_400;

/** The day on which something expires, in days since 1970 (UTC). `expires`: seconds since 1970. */
export const statusDay = (expires: number): number => Math.floor(expires / SECONDS_A_DAY);

const F = { issuedAt: 1, ttl: 2, shard: 3, days: 4 } as const;

export const signStatusList = (signer: Signer, list: StatusList): Promise<Bytes> =>
  signFile(
    signer,
    'status-list',
    new Map<number, CborValue>([
      [F.issuedAt, list.issuedAt],
      [F.ttl, list.ttl],
      [F.shard, list.shard],
      [F.days, new Map(list.days)],
    ]),
  );

export async function openStatusList(
  bytes: Uint8Array,
  keys: KeySet,
  verifySignature: VerifySignature,
): Promise<Result<StatusList, FileError>> {
  const file = await openFile(bytes, 'status-list', (kid) => findKey(keys, kid, 'files')?.publicKey, verifySignature);
  if (!file.ok) return file;
  const [issuedAt, ttl, shard, days] = [F.issuedAt, F.ttl, F.shard, F.days].map((field) => file.value.get(field));
  if (typeof issuedAt !== 'number' || typeof ttl !== 'number' || typeof shard !== 'string' || !isDays(days)) {
    return err('malformed');
  }
  return ok({ shard, issuedAt, ttl, days });
}

const isDays = (value: unknown): value is ReadonlyMap<number, Uint8Array> =>
  value instanceof Map && [...value].every(([day, bits]) => typeof day === 'number' && bits instanceof Uint8Array);

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
