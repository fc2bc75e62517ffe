/** [APR-2] An on-the-spot code or a late entry that the head did not confirm in time. */
import { confirmationDue } from '../../../tasks/confirmation.ts';
import { NOTHING, type SweepRule } from '../../alert-rule.ts';
import { eachTask } from '../../dedupe.ts';

export const confirmationOverdue = {
  id: 'confirmation-overdue',
  rule: 'APR-2',
  severity: 'check',
  from: 'sweep',
  dedupe: eachTask,
  onlyOnce: true,
  subject: ({ task }) => ({ kind: 'task', id: task?.id ?? '' }),
  find: ({ task, now, policy }) => {
    const due = task ? confirmationDue(task, policy.lateApprovalTime) : null;
    return due !== null && now > due ? [{ due }] : NOTHING;
  },
} as const satisfies SweepRule;
