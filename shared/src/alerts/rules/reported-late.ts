/** A code issued on site reached the server after the hours of its grant. */
import type { VerdictRule } from '../alert-rule.ts';
import { eachEvent } from '../dedupe.ts';

export const reportedLate = {
  id: 'reported-late',
  rule: 'LATE-3',
  severity: 'notice',
  from: 'verdict',
  dedupe: eachEvent,
} as const satisfies VerdictRule;
