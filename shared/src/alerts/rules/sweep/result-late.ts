/** [RES-1] The outcome reaches the enterprise within five working days of the record. Counted by agency and month. */
import { deadlineAfter } from '../../../kernel/working-days.ts';
import { NOTHING, type SweepFacts, type SweepRule } from '../../alert-rule.ts';
import { eachAgencyAndMonth } from '../../dedupe.ts';

export const resultLate = {
  id: 'result-late',
  rule: 'RES-1',
  severity: 'check',
  from: 'sweep',
  dedupe: eachAgencyAndMonth,
  subject: ({ task }) => ({ kind: 'agency', id: task?.agency.id ?? '' }),
  find: (facts) => {
    const due = resultDue(facts);
    return due !== undefined && facts.now > due && !facts.outcomeTold
      ? [{ due, task: facts.task?.id ?? '', enterprise: facts.task?.enterprise.name ?? '' }]
      : NOTHING;
  },
} as const satisfies SweepRule;

/** End of the term; undefined while there is no record, and where the calendar does not know the year. */
export function resultDue({
  task,
  calendar,
  policy,
}: Pick<SweepFacts, 'task' | 'calendar' | 'policy'>): number | undefined {
  if (!task || !('record' in task)) return undefined;
  const due = deadlineAfter(calendar, task.receivedAt ?? task.record.endedAt, policy.resultWorkingDays);
  return due.ok ? due.value.end : undefined;
}
