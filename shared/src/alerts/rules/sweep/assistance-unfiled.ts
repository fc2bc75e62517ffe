/** [JUR-1] An inspection in another region whose assistance was not filed in time. */
import { filingDue } from '../../../tasks/assistance-filing.ts';
import { NOTHING, type SweepRule } from '../../alert-rule.ts';
import { eachTask } from '../../dedupe.ts';

export const assistanceUnfiled = {
  id: 'assistance-unfiled',
  rule: 'JUR-1',
  severity: 'check',
  from: 'sweep',
  dedupe: eachTask,
  onlyOnce: true,
  subject: ({ task }) => ({ kind: 'task', id: task?.id ?? '' }),
  find: ({ task, now, policy }) => {
    const due = task ? filingDue(task, policy.assistanceFilingTime) : null;
    return due !== null && now >= due ? [{ due, letter: task?.assistance?.number ?? '' }] : NOTHING;
  },
} as const satisfies SweepRule;
