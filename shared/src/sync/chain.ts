/**
 * [SYNC-3] The chain of a device: its events count 1, 2, 3…, each names the one before by its hash. What comes after a
 * gap waits; when it has waited long enough the chain goes on without what is missing, and that is told. What comes
 * for the gap later is taken all the same.
 */
import type { Policy } from '../compliance/policy.ts';
import type { Instant } from '../kernel/instant.ts';

/** What is kept of a chain around a number that it has already passed. */
export interface Beside {
  /** Another event has this number. */
  readonly taken: boolean;
  /** Hash of the one before; undefined where that is not here. */
  readonly before: string | undefined;
  /** What the one after says of its predecessor; undefined where that is not here. */
  readonly after: string | undefined;
}

export interface Chain {
  /** Judged up to here. */
  readonly lastSeq: number;
  readonly lastHash: string;
  /** Only for an event with a number that was passed. */
  readonly beside?: Beside | undefined;
}

interface Link {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
}

/** Numbers, both included. */
export interface Missing {
  readonly from: number;
  readonly to: number;
}

/** Those between the end of a chain and an event. */
export const missingBefore = (seq: number, { lastSeq }: Pick<Chain, 'lastSeq'>): Missing | undefined =>
  seq > lastSeq + 1 ? { from: lastSeq + 1, to: seq - 1 } : undefined;

/** What is told of how an event follows the others; undefined where all is well. */
export function linkAlert({ seq, prev, hash }: Link, chain: Chain): 'gap-forced' | 'chain-broken' | undefined {
  if (missingBefore(seq, chain)) return 'gap-forced';
  if (seq === chain.lastSeq + 1) return prev === chain.lastHash ? undefined : 'chain-broken';
  const { taken, before = prev, after = hash } = chain.beside ?? { taken: true, before: '', after: '' };
  return taken || before !== prev || after !== hash ? 'chain-broken' : undefined;
}

/** Of an event that waits: its number, and since when. */
export interface Waiting {
  readonly deviceSeq: number;
  readonly receivedAt: Instant;
}

/** [SYNC-3] Up to which number the waiting events of a device are judged now; undefined while what is missing may come. */
export function forcedUpTo(
  waiting: readonly Waiting[],
  now: Instant,
  { gapWait }: Pick<Policy, 'gapWait'>,
): number | undefined {
  const due = waiting.filter(({ receivedAt }) => now - receivedAt >= gapWait).map(({ deviceSeq }) => deviceSeq);
  return due.length > 0 ? Math.max(...due) : undefined;
}
