/** The same reference stands behind two inspections. A change or the approval repeats what was found before, so it is told once a task. */
import { type DeskRule, findingsOf } from '../../alert-rule.ts';
import { eachTask } from '../../dedupe.ts';

export const referenceUsedTwice = {
  id: 'reference-used-twice',
  rule: 'FREQ-6',
  severity: 'check',
  from: 'desk',
  dedupe: eachTask,
  onlyOnce: true,
  find: findingsOf('reference-used-twice'),
} as const satisfies DeskRule;
