/** [SYNC-14] Decides whether a refused record opens in its form, or why not. */
import { isCorrectable, NOT_CORRECTABLE, type NotCorrectable } from '@liangma/shared/protocol/correction';
import type { EventType } from '@liangma/shared/protocol/event';
import type { Task } from '@liangma/shared/tasks/task';
import { wasRefused } from '#lib/offline/outbox/parked.ts';
import type { ParkedRow } from '#lib/offline/rows.ts';
import { mayRecord } from '../record/record-state.ts';

export type WhyNotCorrect = NotCorrectable | 'maybe-accepted' | 'task-missing' | 'task-closed';

export type WayToCorrect =
  | { readonly form: 'record' | 'refusal' }
  | { readonly form: undefined; readonly why: WhyNotCorrect };

/** `task` with this device's own events laid over; null where it is not here. `startedAt`: when this device began. */
export function wayToCorrect(
  parked: Pick<ParkedRow, 'code' | 'event'>,
  task: Task | null,
  startedAt: number | undefined,
): WayToCorrect {
  const not = (why: WhyNotCorrect): WayToCorrect => ({ form: undefined, why });
  const type = parked.event.type as EventType;
  if (!wasRefused(parked)) return not('maybe-accepted');
  if (!isCorrectable(type)) return not(NOT_CORRECTABLE[type]);
  if (!task) return not('task-missing');
  if (type === 'refusal') return task.state === 'issued' ? { form: 'refusal' } : not('task-closed');
  return mayRecord(task, startedAt) ? { form: 'record' } : not('task-closed');
}
