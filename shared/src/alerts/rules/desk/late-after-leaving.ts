/** An emergency inspection whose code was completed after leaving the enterprise. A change or the approval repeats what was found before, so it is told once a task. */
import { type DeskRule, findingsOf } from '../../alert-rule.ts';
import { eachTask } from '../../dedupe.ts';

export const lateAfterLeaving = {
  id: 'late-after-leaving',
  rule: 'LATE-1',
  severity: 'check',
  from: 'desk',
  dedupe: eachTask,
  onlyOnce: true,
  find: findingsOf('late-after-leaving'),
} as const satisfies DeskRule;
