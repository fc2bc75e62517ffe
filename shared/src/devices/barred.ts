/**
 * [SYNC-9] From when on a device no longer counts by itself: it was revoked, or its officer is suspended. What a
 * suspended officer did before is judged as ever. A revoked device may be in the hands of a thief, who sets its clock:
 * whatever comes from it after the revocation is kept in quarantine until supervisors decide, and its officer can vouch
 * for it.
 */
import type { Instant } from '../kernel/instant.ts';

export const BARRED_REASONS = ['device-revoked', 'officer-suspended'] as const;
export type BarredReason = (typeof BARRED_REASONS)[number];

/** From when until when an officer is suspended; `until` is null while it lasts. */
export interface Suspension {
  readonly from: Instant;
  readonly until: Instant | null;
}

export interface Barred {
  readonly reason: BarredReason;
  readonly since: Instant;
}

interface BarringFacts {
  readonly revokedAt: Instant | null;
  /** All suspensions of the device's officer, past ones too. */
  readonly suspensions?: readonly Suspension[] | undefined;
  /** The latest moment that earlier events of its chain state; read for devices that were ever barred alone. */
  readonly latestAt?: Instant | undefined;
  /** The server's clock when it got the event. */
  readonly arrivedAt: Instant;
}

/**
 * Returns why the device was barred at `at`, a moment by its own clock. The chain defeats a clock that was set back: an
 * event that follows a later moment in the chain counts as no earlier than that moment.
 */
export function barredAt(at: Instant, facts: BarringFacts): Barred | undefined {
  const { revokedAt, suspensions = [], latestAt = 0, arrivedAt } = facts;
  const moment = Math.max(at, latestAt);
  if (revokedAt !== null && Math.max(moment, arrivedAt) >= revokedAt)
    return { reason: 'device-revoked', since: revokedAt };
  const lasting = suspensions.find(({ from, until }) => moment >= from && (until === null || at < until));
  return lasting && { reason: 'officer-suspended', since: lasting.from };
}
