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
import { type EnvelopeError, type ReadEnvelope, readEnvelope } from './envelope.ts';

export interface OpenedEnvelope<T> {
  readonly event: T;
  /** SHA-256 of all bytes, hex. */
  readonly hash: string;
}

export interface Opening<T, E> {
  readonly verify: VerifySignature;
  readonly sha256: Digest;
  /** Parses the event of an envelope; `at` is its place in the list. An envelope that fails here vouches for nothing. */
  read(event: ReadEnvelope['event'], at: number): Result<T, E>;
  /** Returns true if these bytes were taken before, because a later envelope vouched for them that is not among these. */
  isKept?(event: T, hash: string): Promise<boolean>;
}

/**
 * Opens envelopes in their order, with one result for each. An envelope that no later one names holds by its own signature or
 * not at all. The envelope that vouches has to be the next of the chain, and an event itself: it is the evidence, and only
 * events are kept.
 */
export async function openEnvelopes<T extends Numbered, E>(
  envelopes: readonly Uint8Array[],
  publicKey: Uint8Array,
  { verify, sha256, read, isKept = async () => false }: Opening<T, E>,
): Promise<Result<OpenedEnvelope<T>, EnvelopeError | E>[]> {
  const taken = envelopes.map(readEnvelope);
  const parsed = taken.map((one, i) => (one.ok ? read(one.value.event, i) : one));
  const hashes = await Promise.all(envelopes.map(async (bytes) => toHex(await sha256(bytes))));
  const isNamed = (i: number): boolean => {
    const [one, next] = [parsed[i], parsed[i + 1]];
    if (!one?.ok || !next?.ok) return false;
    return next.value.prev === hashes[i] && next.value.seq === one.value.seq + 1;
  };
  const holdsAlone = async (i: number): Promise<boolean> => {
    const [one, event] = [taken[i], parsed[i]];
    if (one?.ok !== true) return false;
    return (
      (await one.value.holds(publicKey, verify)) || (event?.ok === true && isKept(event.value, hashes[i] as string))
    );
  };
  const holding = await Promise.all(
    runsOf(taken.length, isNamed).map(async ({ first, last }) => {
      let held = last;
      while (held >= first && !(await holdsAlone(held))) held -= 1;
      return Array.from({ length: last - first + 1 }, (_, i) => first + i <= held);
    }),
  );
  const holds = holding.flat();
  return parsed.map((event, i) => {
    if (taken[i]?.ok && !holds[i]) return err('bad-signature');
    return event.ok ? ok({ event: event.value, hash: hashes[i] as string }) : event;
  });
}

interface Numbered {
  readonly seq: number;
  readonly prev: string;
}

/** Neighbours of which each but the last is named by the next. */
function runsOf(length: number, isNamed: (i: number) => boolean): { first: number; last: number }[] {
  const lasts = Array.from({ length }, (_, i) => i).filter((i) => !isNamed(i));
  return lasts.map((last, i) => ({ first: (lasts[i - 1] ?? -1) + 1, last }));
}
