/** A matter does not state its legal basis. A change or the approval repeats what was found before, so it is told once a task. */
import { type DeskRule, findingsOf } from '../../alert-rule.ts';
import { eachTask } from '../../dedupe.ts';

export const basisNotStated = {
  id: 'basis-not-stated',
  rule: 'MAT-2',
  severity: 'notice',
  from: 'desk',
  dedupe: eachTask,
  onlyOnce: true,
  find: findingsOf('basis-not-stated'),
} as const satisfies DeskRule;
