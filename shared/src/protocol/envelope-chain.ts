/**
 * [SYNC-21] Envelopes of one device in the order it made them. Each names the one before by the hash of all its bytes,
 * the signature among them, so one signature that holds vouches for every envelope before it that is so named: nobody
 * without the key can put another in their place. A day's records in one push cost one verification
 * (docs/adr/0021-last-of-a-chain.md).
 */
import { toHex } from '../kernel/bytes.ts';
import type { VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { type EnvelopeError, readEnvelope } from './envelope.ts';

export interface OpenedEnvelope {
  /** Its shape is checked by the caller with `eventSchema`. */
  readonly event: unknown;
  /** SHA-256 of all bytes, hex. */
  readonly hash: string;
}

/** One answer for each, in their order. What nothing after it names holds by its own signature or not at all. */
export async function openEnvelopes(
  envelopes: readonly Uint8Array[],
  publicKey: Uint8Array,
  { verify, sha256 }: { readonly verify: VerifySignature; readonly sha256: Digest },
): Promise<Result<OpenedEnvelope, EnvelopeError>[]> {
  const read = envelopes.map(readEnvelope);
  const hashes = await Promise.all(envelopes.map(async (bytes) => toHex(await sha256(bytes))));
  const isNamed = (i: number): boolean => {
    const next = read[i + 1];
    return next?.ok === true && next.value.event.prev === hashes[i];
  };
  const holdsAlone = async (i: number): Promise<boolean> => {
    const one = read[i];
    return one?.ok === true && one.value.holds(publicKey, verify);
  };
  const holding = await Promise.all(
    runsOf(read.length, isNamed).map(async ({ first, last }) => {
      let held = last;
      while (held >= first && !(await holdsAlone(held))) held -= 1;
      return Array.from({ length: last - first + 1 }, (_, i) => first + i <= held);
    }),
  );
  const holds = holding.flat();
  return read.map((one, i) => {
    if (!one.ok) return one;
    return holds[i] ? ok({ event: one.value.event, hash: hashes[i] as string }) : err('bad-signature');
  });
}

/** Neighbours of which each but the last is named by the next. */
function runsOf(length: number, isNamed: (i: number) => boolean): { first: number; last: number }[] {
  const lasts = Array.from({ length }, (_, i) => i).filter((i) => !isNamed(i));
  return lasts.map((last, i) => ({ first: (lasts[i - 1] ?? -1) + 1, last }));
}
