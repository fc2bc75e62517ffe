/** [SUP-2] An agency did not answer a question or a letter in time. The key names the deadline: a later term is told again. */
import { deadlineOf } from '../../alert.ts';
import { NOTHING, type SweepRule } from '../../alert-rule.ts';
import { eachSubject } from '../../dedupe.ts';

export const answerOverdue = {
  id: 'answer-overdue',
  rule: 'SUP-2',
  severity: 'check',
  from: 'sweep',
  dedupe: eachSubject,
  onlyOnce: true,
  subject: ({ alert }) => ({ kind: 'alert', id: alert ? `${alert.id} ${deadlineOf(alert.life)}` : '' }),
  find: ({ alert, now }) => {
    const deadline = alert && deadlineOf(alert.life);
    return alert && deadline !== null && deadline !== undefined && now > deadline
      ? [{ alert: alert.id, deadline, state: alert.life.state }]
      : NOTHING;
  },
} as const satisfies SweepRule;
