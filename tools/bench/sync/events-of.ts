/** Events of an inspection, as its officer's device notes them. */
import type { EventType } from '@liangma/shared/protocol/event';
import type { InspectionRecord } from '@liangma/shared/records/record';
import type { TaskIn } from '@liangma/shared/tasks/task';

/** The code was shown, an officer's device confirmed for a person without a phone, the inspection began and was recorded. */
export function eventsOf(task: TaskIn<'issued'>): [EventType, unknown][] {
  return [
    ['code-shown', {}],
    ['scan', { code: task.code, verdict: 'genuine', channel: 'assisted' }],
    ['inspection-started', {}],
    ['record-submitted', recordOf(task)],
  ];
}

/** Five items, of which one was found wanting. */
function recordOf(task: TaskIn<'issued'>): InspectionRecord {
  const matter = task.matters[0] as InspectionRecord['items'][number]['matter'];
  const items = Array.from({ length: 5 }, (_, i) => ({
    matter,
    item: `${matter}-${i + 1}`,
    ...(i === 3
      ? { answer: 'fail' as const, finding: '生产车间入口未配备洗手消毒设施，已当场告知整改。' }
      : { answer: 'pass' as const, finding: '' }),
  }));
  return {
    startedAt: task.window.from,
    endedAt: Date.now(),
    items,
    outcome: 'guidance',
    correctBy: null,
    personPresent: '张三',
    opinion: '已知悉检查结果，对检查过程无异议。',
  };
}
