/** [NOT-2] Tasks whose period ended without a start. One is nothing; an agency with many plans what it does not do. */
import { NOTHING, type SweepRule } from '../../alert-rule.ts';
import { eachAgencyAndMonth } from '../../dedupe.ts';

export const taskLapsed = {
  id: 'task-lapsed',
  rule: 'NOT-2',
  severity: 'notice',
  from: 'sweep',
  dedupe: eachAgencyAndMonth,
  subject: ({ task }) => ({ kind: 'agency', id: task?.agency.id ?? '' }),
  find: ({ task }) => (task?.state === 'lapsed' ? [{ task: task.id, enterprise: task.enterprise.name }] : NOTHING),
} as const satisfies SweepRule;
