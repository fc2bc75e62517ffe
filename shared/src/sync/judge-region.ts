/** The server's verdict on an event of a region, whose signature holds: there is no task that it could change. */
import type { AlertCode } from '../alerts/alerts.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { RejectCode } from '../protocol/documents.ts';

/**
 * [SHOW-6] A report "they showed no code" tells the supervisors of its county. Officers' devices make none: what an officer
 * has to say goes to the desk.
 */
export function judgeOfRegion(
  { officer }: { readonly officer: string | null },
  regionKnown: boolean,
): Result<readonly AlertCode[], RejectCode> {
  if (officer !== null) return err('not-assigned');
  return regionKnown ? ok(['no-code-reported']) : err('unknown-region');
}
