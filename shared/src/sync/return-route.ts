/**
 * [SYNC-7] An enterprise's answer that an officer's phone carried in a return QR counts as the enterprise's own
 * event would: same device, same moment, same id. Whichever comes first enters it; the other is noted at it. The
 * carrier proves nothing and needs no place on the task: the answer is signed by the enterprise's device.
 */
import type { Instant } from '../kernel/instant.ts';
import { err, type Result } from '../kernel/result.ts';
import type { Acknowledgement, AcknowledgementError } from '../protocol/acknowledgement.ts';
import { type Answer, sameAnswer } from '../protocol/answer.ts';
import type { RejectCode } from '../protocol/documents.ts';
import type { Task } from '../tasks/task.ts';

/** The answer that an `acknowledgement-scanned` carries, and the server's facts about the device that answered. */
export interface Carried {
  readonly answer: Result<Acknowledgement, AcknowledgementError>;
  /** The officer to whom the device that answered is enrolled; null for an enterprise's. */
  readonly officer: string | null;
  readonly revokedAt: Instant | null;
  /** `digestOfCode` of the task's code; undefined without one. */
  readonly taskCode: string | undefined;
}

/** Result of comparing an answer with what arrived under its id by other routes. */
export type Twin = 'none' | 'same' | 'different';

/** `undefined` stands for an event under this id that is no such answer at all. */
export function twinOf(answer: Answer | undefined, others: readonly (Answer | undefined)[]): Twin {
  if (others.length === 0) return 'none';
  return others.every((other) => answer && other && sameAnswer(answer, other)) ? 'same' : 'different';
}

/** Returns the carried answer, or why it does not count; its code is judged after this. */
export function acceptCarried(
  carried: Carried | undefined,
  carrier: { readonly officer: string | null; readonly arrivedAt: Instant },
  task: Task,
): Result<Acknowledgement, RejectCode> {
  if (carrier.officer === null) return err('not-assigned');
  if (!carried) return err('malformed');
  const { answer, revokedAt, taskCode } = carried;
  if (!answer.ok) return answer;
  if (answer.value.task !== task.id) return err('malformed');
  if (revokedAt !== null && Math.max(answer.value.at, carrier.arrivedAt) >= revokedAt) return err('device-revoked');
  return answer.value.code === taskCode ? answer : err('code-refused');
}
