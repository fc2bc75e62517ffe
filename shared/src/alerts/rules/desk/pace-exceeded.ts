/** Raised when one enterprise is inspected more often than the pace of the policy, over all agencies. A change or the approval repeats what was found before, so it is told once a task. */
import { type DeskRule, findingsOf } from '../../alert-rule.ts';
import { eachTask } from '../../dedupe.ts';

export const paceExceeded = {
  id: 'pace-exceeded',
  rule: 'FREQ-4',
  severity: 'notice',
  from: 'desk',
  dedupe: eachTask,
  onlyOnce: true,
  find: findingsOf('pace-exceeded'),
} as const satisfies DeskRule;
