/**
 * [SYNC-3] The chain of a device: its events count 1, 2, 3…, each names its predecessor by hash. Events after a gap
 * wait. After the policy's `gapWait` the chain goes on without the missing events, and supervisors get an alert. A
 * missing event that arrives later is accepted all the same.
 */
import type { Policy } from '../compliance/policy.ts';
import type { Instant } from '../kernel/instant.ts';

/** The stored neighbours of a number that the chain has already passed. */
export interface ChainNeighbours {
  /** Another event has this number. */
  readonly taken: boolean;
  /** Hash of the event before; undefined if that event is not stored. */
  readonly before: string | undefined;
  /** Predecessor hash that the event after states; undefined if that event is not stored. */
  readonly after: string | undefined;
}

export interface Chain {
  /** Number of the last judged event. */
  readonly lastSeq: number;
  readonly lastHash: string;
  /** Present only for an event whose number the chain has already passed. */
  readonly neighbours?: ChainNeighbours | undefined;
}

interface Link {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
}

/** A range of missing event numbers, both ends included. */
export interface Missing {
  readonly from: number;
  readonly to: number;
}

/** Returns the numbers missing between the end of a chain and the event `seq`. */
export const missingBefore = (seq: number, { lastSeq }: Pick<Chain, 'lastSeq'>): Missing | undefined =>
  seq > lastSeq + 1 ? { from: lastSeq + 1, to: seq - 1 } : undefined;

/** Returns the alert about an event's place in the chain; undefined if it follows properly. */
export function linkAlert({ seq, prev, hash }: Link, chain: Chain): 'gap-forced' | 'chain-broken' | undefined {
  if (missingBefore(seq, chain)) return 'gap-forced';
  if (seq === chain.lastSeq + 1) return prev === chain.lastHash ? undefined : 'chain-broken';
  const { taken, before = prev, after = hash } = chain.neighbours ?? { taken: true, before: '', after: '' };
  return taken || before !== prev || after !== hash ? 'chain-broken' : undefined;
}

/** An event that waits for its predecessors: its number, and since when it waits. */
export interface Waiting {
  readonly deviceSeq: number;
  readonly receivedAt: Instant;
}

/**
 * [SYNC-3] Up to which number the waiting events of a device are judged now; undefined while what is missing may come.
 */
export function forcedUpTo(
  waiting: readonly Waiting[],
  now: Instant,
  { gapWait }: Pick<Policy, 'gapWait'>,
): number | undefined {
  const due = waiting.filter(({ receivedAt }) => now - receivedAt >= gapWait).map(({ deviceSeq }) => deviceSeq);
  return due.length > 0 ? Math.max(...due) : undefined;
}
