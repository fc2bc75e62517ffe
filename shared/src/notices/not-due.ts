/** Reasons for which a message needs not be sent any more, judged at each try by the task or the alert that it is about. */
import type { AlertLife, AlertStep } from '../alerts/alert.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Task, TaskState } from '../tasks/task.ts';
import type { TemplateId } from './templates.ts';

export const NOT_DUE_REASONS = [
  'over',
  'withdrawn',
  'decided',
  'answered',
  'alert-answered',
  'alert-asked-again',
  'alert-closed',
] as const;
export type NotDueReason = (typeof NOT_DUE_REASONS)[number];

/** Templates that are true until the application is decided. */
export const UNTIL_DECIDED: readonly TemplateId[] = ['application-waits', 'join-asked', 'join-declined'];
/** Templates that announce an inspection to those who will be there. */
const ANNOUNCING: readonly TemplateId[] = ['inspection-notice', 'task-assigned'];

const WITHDRAWN: readonly TaskState[] = ['withdrawn', 'performed-after-withdrawal'];
const DONE: readonly TaskState[] = ['refused', 'lapsed', 'recorded', 'performed-after-refusal'];

/** Returns undefined for a message that is still due. A late entry is about a period that was over from the start (LATE-2). */
export function whyNotDue(
  template: TemplateId,
  { state, window, late }: Pick<Task, 'state' | 'window' | 'late'>,
  now: Instant,
): NotDueReason | undefined {
  const isPast = !late && now >= window.to;
  if (UNTIL_DECIDED.includes(template)) {
    if (state !== 'applied') return 'decided';
    return isPast ? 'over' : undefined;
  }
  if (!ANNOUNCING.includes(template)) return undefined;
  if (WITHDRAWN.includes(state)) return 'withdrawn';
  return isPast || DONE.includes(state) ? 'over' : undefined;
}

const NEXT_STEP: Readonly<Record<Exclude<AlertStep['step'], 'taken'>, NotDueReason>> = {
  asked: 'alert-asked-again',
  letter: 'alert-asked-again',
  explained: 'alert-answered',
  replied: 'alert-answered',
  closed: 'alert-closed',
};

/**
 * [SUP-1] A message about an alert tells of its newest step: it is due until another one follows. `steps`: how many the alert had when
 * the message was queued. Who takes an alert over changes nothing that it tells.
 */
export function whyAlertNotDue({ steps: all }: Pick<AlertLife, 'steps'>, steps: number): NotDueReason | undefined {
  const later = all.slice(steps).flatMap(({ step }) => (step === 'taken' ? [] : [step]));
  const last = later.at(-1);
  return last && NEXT_STEP[last];
}
