/** Proof that an enterprise gave its answer at the door during the inspection period. */
import type { Policy } from '../compliance/policy.ts';
import { type Instant, isWithin } from '../kernel/instant.ts';
import type { Reason, Verdict } from '../task-code/verify.ts';
import type { DoorProof, Task } from '../tasks/task.ts';

export interface AnswerEvidence {
  /** When it was given, by the clock of the device that answered. */
  readonly answeredAt: Instant;
  /** When the officers' device took it, by its clock; undefined where it came on the enterprise's own phone. */
  readonly carriedAt: Instant | undefined;
  /** The code that it answers, judged at the moment it was seen. */
  readonly code: Verdict | undefined;
  readonly now: Instant;
}

/**
 * [SHOW-5] `carried`: a device of the task's own officers took the answer inside the period. `live`: the code was live
 * within its tolerance, so that its phone was before the officers' screen. `received`: the server had the answer before
 * the period ended, which proves when, and not where. The device's clock may be off by the tolerance of the policy; no
 * answer is from a period that has not begun by the server's clock.
 */
export function doorProof(
  { answeredAt, carriedAt, code, now }: AnswerEvidence,
  { window }: Pick<Task, 'window'>,
  { clockSkew }: Pick<Policy, 'clockSkew'>,
): DoorProof | undefined {
  if (!isWithin(answeredAt, window, clockSkew) || now < window.from - clockSkew) return undefined;
  if (carriedAt !== undefined && isWithin(carriedAt, window, clockSkew)) return 'carried';
  if (isLive(code)) return 'live';
  return now < window.to + clockSkew ? 'received' : undefined;
}

const NOT_LIVE: readonly Reason[] = ['copied', 'clock-suspect', 'not-yet-valid', 'expired'];

const isLive = (code: Verdict | undefined): boolean =>
  code?.presence === 'live' && !code.reasons.some((reason) => NOT_LIVE.includes(reason));
