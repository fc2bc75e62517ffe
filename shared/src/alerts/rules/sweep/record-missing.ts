/** [RES-1] Officers began, the period is over, and no record has come: somebody was inspected, and nothing says how. */
import { NOTHING, type SweepRule } from '../../alert-rule.ts';
import { eachTask } from '../../dedupe.ts';

export const recordMissing = {
  id: 'record-missing',
  rule: 'RES-1',
  severity: 'check',
  from: 'sweep',
  dedupe: eachTask,
  onlyOnce: true,
  subject: ({ task }) => ({ kind: 'task', id: task?.id ?? '' }),
  find: ({ task, now, policy }) =>
    task?.state === 'inspecting' && now > task.window.to + policy.recordAfterWindow
      ? [{ startedAt: task.started.at, endedAt: task.window.to }]
      : NOTHING,
} as const satisfies SweepRule;
