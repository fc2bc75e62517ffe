/** A step of the trace in words: who, and what came of it. */
import type { TraceStep } from '@liangma/shared/supervision/trace';
import type { Task } from '@liangma/shared/tasks/task';
import type { records } from '@liangma/web-common/words/records.zh-CN';
import type { tasks } from '@liangma/web-common/words/tasks/zh-CN';
import type { supervision } from '#lib/words/supervision/supervision.zh-CN.ts';

export interface StepWords {
  readonly trace: (typeof supervision)['trace'];
  readonly tasks: typeof tasks;
  readonly records: typeof records;
  /** Names of an application's fields. */
  readonly fields: Readonly<Record<string, string>>;
  /** Between names. */
  readonly and: string;
  /** The window of the task as a sentence has it. */
  readonly window: string;
}

export function sayStep(step: TraceStep, task: Task, words: StepWords): { who: string; what: string } {
  return { who: sayWho(step, words), what: sayWhat(step, task, words) };
}

function sayWho({ step, by, onBehalfOf }: TraceStep, { trace }: StepWords): string {
  switch (step) {
    case 'issued':
    case 'shown':
    case 'started':
    case 'joined':
    case 'recorded':
    case 'explained':
    case 'discarded':
      return by === '' ? '' : trace.phoneOf(by);
    case 'scanned':
    case 'refused':
      return by === '' ? trace.enterprisePhone : trace.phoneOf(by);
    case 'evaluated':
      return '';
    default:
      return onBehalfOf === undefined ? by : trace.standIn(by, onBehalfOf);
  }
}

/** A value that this page has no words for is shown as it is. */
function sayWhat({ step, detail, note }: TraceStep, task: Task, words: StepWords): string {
  const { trace, tasks, records, window } = words;
  const look = (table: Readonly<Record<string, string>>): string => table[detail] ?? detail;
  switch (step) {
    case 'edited':
      return detail
        .split(' ')
        .map((field) => words.fields[field] ?? field)
        .join(words.and);
    case 'approved':
      return trace.approved(tasks.types[task.type], task.matters.length, task.officers.length, window, detail);
    case 'rejected':
    case 'returned':
      return detail && trace.reason(detail);
    case 'withdrawn':
      return detail && trace.reason(look(tasks.voids));
    case 'scanned':
      return look(tasks.channels);
    case 'refused':
      return look(tasks.grounds);
    case 'recorded':
      return (records.outcomes as Readonly<Record<string, { name: string }>>)[detail]?.name ?? detail;
    case 'discarded':
      return trace.discarded(look(tasks.discards), note ?? '');
    case 'evaluated':
      return trace.evaluated(look(tasks.satisfaction));
    default:
      return detail;
  }
}
