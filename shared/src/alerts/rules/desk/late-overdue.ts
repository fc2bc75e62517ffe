/** A late entry that was completed after its time. A change or the approval repeats what was found before, so it is told once a task. */
import { type DeskRule, findingsOf } from '../../alert-rule.ts';
import { eachTask } from '../../dedupe.ts';

export const lateOverdue = {
  id: 'late-overdue',
  rule: 'LATE-2',
  severity: 'check',
  from: 'desk',
  dedupe: eachTask,
  onlyOnce: true,
  find: findingsOf('late-overdue'),
} as const satisfies DeskRule;
