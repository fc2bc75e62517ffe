/** One inspection from application to evaluation, with two clocks: the device's and the server's. */
import * as v from 'valibot';
import { instantSchema } from '../kernel/instant.ts';
import type { SyncState } from '../protocol/documents.ts';
import type { LiangmaEvent } from '../protocol/event.ts';
import type { Task } from '../tasks/task.ts';

export const TRACE_STEPS = [
  'applied',
  'granted',
  'rejected',
  'approved',
  'issued',
  'withdrawn',
  'shown',
  'scanned',
  'refused',
  'started',
  'recorded',
  'evaluated',
] as const;

export const traceStepSchema = v.object({
  step: v.picklist(TRACE_STEPS),
  /** When it happened: the server's clock at the desk, the device's clock on site. */
  at: instantSchema,
  /** When the server got it; null for what happened at the server. */
  receivedAt: v.nullable(instantSchema),
  /** Account or officer name; empty for an enterprise's browser. */
  by: v.string(),
  /** A value for the sentence: channel, outcome, satisfaction, ground or reason. */
  detail: v.string(),
  receipt: v.nullable(v.string()),
  alerts: v.array(v.string()),
});
export type TraceStep = v.InferOutput<typeof traceStepSchema>;

/** An accepted event as the server keeps it. */
export interface KeptEvent {
  readonly event: LiangmaEvent;
  readonly sync: Extract<SyncState, { state: 'accepted' }>;
  readonly by: string;
  readonly alerts: readonly string[];
}

export function traceOf(task: Task, events: readonly KeptEvent[]): TraceStep[] {
  const steps = [...deskSteps(task), ...events.map(eventStep)];
  return steps.sort((a, b) => a.at - b.at || TRACE_STEPS.indexOf(a.step) - TRACE_STEPS.indexOf(b.step));
}

function deskSteps(task: Task): TraceStep[] {
  // What was issued on site was approved beforehand by a grant; its application is the event itself.
  if ('grant' in task && task.grant) return [deskStep('granted', task.approved, ''), ...withdrawalOf(task)];
  const steps = [deskStep('applied', task.applied, task.whyOnSite)];
  if ('rejected' in task) steps.push(deskStep('rejected', task.rejected, task.reason));
  if ('approved' in task) steps.push(deskStep('approved', task.approved, ''));
  return [...steps, ...withdrawalOf(task)];
}

const withdrawalOf = (task: Task): TraceStep[] =>
  'withdrawn' in task ? [deskStep('withdrawn', task.withdrawn, task.reason)] : [];

const deskStep = (step: TraceStep['step'], stamp: Task['applied'], detail: string): TraceStep => ({
  step,
  at: stamp.at,
  receivedAt: null,
  by: stamp.name,
  detail,
  receipt: null,
  alerts: [],
});

const STEP_OF = {
  'code-issued': 'issued',
  'code-shown': 'shown',
  scan: 'scanned',
  refusal: 'refused',
  'inspection-started': 'started',
  'record-submitted': 'recorded',
  evaluation: 'evaluated',
} as const satisfies Record<LiangmaEvent['type'], TraceStep['step']>;

const eventStep = ({ event, sync, by, alerts }: KeptEvent): TraceStep => ({
  step: STEP_OF[event.type],
  at: event.at,
  receivedAt: sync.receivedAt,
  by,
  detail: detailOf(event),
  receipt: sync.receipt,
  alerts: [...alerts],
});

function detailOf(event: LiangmaEvent): string {
  switch (event.type) {
    case 'code-issued':
      return event.data.whyOnSite;
    case 'scan':
      return event.data.channel;
    case 'refusal':
      return event.data.ground;
    case 'record-submitted':
      return event.data.outcome;
    case 'evaluation':
      return event.data.overall;
    default:
      return '';
  }
}
