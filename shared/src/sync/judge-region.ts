/**
 * The server's verdict on an event of a region, whose signature holds: there is no task that it could change. Its alert is
 * in shared/src/alerts/rules/no-code-reported.ts.
 */
import { err, ok, type Result } from '../kernel/result.ts';
import type { RejectCode } from '../protocol/documents.ts';

/**
 * [SHOW-6] A report "they showed no code" tells the supervisors of its county. Officers' devices make none: what an officer
 * has to say goes to the desk.
 */
export function judgeOfRegion(
  { officer }: { readonly officer: string | null },
  regionKnown: boolean,
): Result<true, RejectCode> {
  if (officer !== null) return err('not-assigned');
  return regionKnown ? ok(true) : err('unknown-region');
}
