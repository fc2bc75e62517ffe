/** Pure: whether a code that a machine reads belongs to an inspection that is over and can be evaluated (EVAL-1). */
import { evaluableUntil } from '@liangma/shared/compliance/evaluation-period';
import type { JudgedCode } from '#lib/scan/verdict-view.ts';

/** Beside `expired` these say nothing against the inspection. */
const LEAVE_OVER: readonly string[] = ['expired', 'copied', 'stale-status', 'stale-keys', 'unknown-matter'];

export function isOver({ claims, reasons }: JudgedCode, now: number): boolean {
  if (!claims || reasons[0] !== 'expired') return false;
  return now < evaluableUntil(claims) && reasons.every((reason) => LEAVE_OVER.includes(reason));
}
