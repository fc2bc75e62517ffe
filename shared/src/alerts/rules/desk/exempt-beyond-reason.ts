/** Exempt sources went beyond a reasonable number. A change or the approval repeats what was found before, so it is told once a task. */
import { type DeskRule, findingsOf } from '../../alert-rule.ts';
import { eachTask } from '../../dedupe.ts';

export const exemptBeyondReason = {
  id: 'exempt-beyond-reason',
  rule: 'FREQ-2',
  severity: 'check',
  from: 'desk',
  dedupe: eachTask,
  onlyOnce: true,
  find: findingsOf('exempt-beyond-reason'),
} as const satisfies DeskRule;
