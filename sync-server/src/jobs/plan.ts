/** Planning of jobs: when a sweep is due, how long a lease lasts, when a failed job is tried again. Pure. */
import { HOUR, type Instant, MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import type { Job, NewJob } from './repository.ts';

/** A crashed owner's job is taken over after so long. It only saves work: `complete` decides whose effect counts. */
export const LEASE = 5 * MINUTE;
const FIRST_BACKOFF = 30 * SECOND;
const LONGEST_BACKOFF = HOUR;
/** Longest time that a job can sleep after an attempt. */
export const LONGEST_SLEEP = Math.max(LEASE, LONGEST_BACKOFF);
/** Longest pause between two looks at the table. */
const LONGEST_PAUSE = 30 * SECOND;
/** Done periods that stay: replicas whose clocks differ must not run one of them again. */
const PERIODS_KEPT = 12;

/** When a sweep recurs. */
export interface Recurrence {
  readonly kind: string;
  readonly shard: string;
  /** Milliseconds of a period. Periods count from 1970, so that all replicas agree on their numbers. */
  readonly every: number;
}

/** Newest jobs of a kind that `nextSweep` has to see. */
export const SWEEPS_SEEN = PERIODS_KEPT;

/**
 * Returns the sweep of the period of `now`, unless it is there or an earlier one is still open: sweeps that were missed
 * while no server ran, or that fail, do not pile up. `known` are the newest that are due by `now`; one that is due later
 * comes from a clock that was ahead and does not count.
 */
export function nextSweep({ kind, shard, every }: Recurrence, known: readonly Job[], now: Instant): NewJob | undefined {
  const period = Math.floor(now / every);
  const step = String(period);
  if (known.some((job) => job.doneAt === null || job.step === step)) return undefined;
  return { kind, shard, subject: '', step, dueAt: period * every };
}

/** Done sweeps that were due before this are forgotten. */
export const forgetBefore = ({ every }: Recurrence, { dueAt }: NewJob): Instant => dueAt - PERIODS_KEPT * every;

/** Whole milliseconds until a job is tried again after its n-th attempt. `dice` from 0 to 1 spreads jobs that failed together. */
export const backoff = (attempts: number, dice: number): number =>
  Math.round(Math.min(FIRST_BACKOFF * 2 ** Math.min(attempts - 1, 20), LONGEST_BACKOFF) * (0.5 + dice / 2));

/** Milliseconds until the next look at the table: at the latest when the next period begins. */
export const pause = (sweeps: readonly Recurrence[], now: Instant): number =>
  Math.min(LONGEST_PAUSE, ...sweeps.map(({ every }) => every - (now % every)));
