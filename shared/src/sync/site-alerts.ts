/** Alerts about start, record and refusal, besides their effect on the task. */

import type { AlertCode } from '../alerts/alerts.ts';
import type { Policy } from '../compliance/policy.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EventIn, LiangmaEvent } from '../protocol/event.ts';
import type { DoorProof, Task } from '../tasks/task.ts';
import { hasCode, isStrong } from '../tasks/transition.ts';
import { isWithin } from './door-proof.ts';

export interface SiteFacts {
  readonly event: LiangmaEvent;
  /** Before the event, and after it. */
  readonly task: Task;
  readonly next: Task;
  /** An officer's device has shown the code. */
  readonly shown: boolean;
  /** When the server got it. */
  readonly now: Instant;
  readonly policy: Policy;
}

export function siteAlerts(facts: SiteFacts): AlertCode[] {
  const { event, next } = facts;
  switch (event.type) {
    case 'inspection-started':
      return isWithin(event.at, next.window, facts.policy.clockSkew) ? [] : ['recorded-outside-window'];
    case 'record-submitted':
      return [...performed(next), ...withoutScan(facts), ...outsideWindow(facts, event.data)];
    default:
      return [];
  }
}

type RecordData = EventIn<'record-submitted'>['data'];

const performed = ({ state }: Task): AlertCode[] =>
  state === 'performed-after-withdrawal' || state === 'performed-after-refusal' ? [state] : [];

/** [SHOW-3] Nobody showed the code, and nobody read it at the door: no code, no entry. */
function withoutScan({ task, shown }: SiteFacts): AlertCode[] {
  const answered =
    hasCode(task) && (task.scans.some(hasProof) || (task.keptRefusals ?? []).some(hasProof) || 'refused' in task);
  return shown || answered ? [] : ['recorded-without-scan'];
}

const hasProof = ({ proof }: { readonly proof?: DoorProof }): boolean => proof !== undefined;

/**
 * [SHOW-4] The times of a record are its device's word. They lie in the inspection period, and not after the record was
 * made or the server got it; else supervisors are told. The record is kept either way: without network nothing else can
 * be.
 */
function outsideWindow({ event, next, now, policy }: SiteFacts, { startedAt, endedAt }: RecordData): AlertCode[] {
  const { clockSkew } = policy;
  const inside = isWithin(startedAt, next.window, clockSkew) && isWithin(endedAt, next.window, clockSkew);
  const latest = Math.min(event.at, now) + clockSkew;
  return inside && endedAt <= latest && now >= next.window.from - clockSkew ? [] : ['recorded-outside-window'];
}

/** [SHOW-5] Returns the alert: the refusal ended the task, is unproven, or came before officers began regardless. */
export function refusalAlert(task: Task, answeredAt: Instant, proof: DoorProof | undefined): AlertCode {
  if (!isStrong(proof ? { proof } : {})) return 'refusal-unproven';
  return 'started' in task && answeredAt <= task.started.at ? 'refused-before-start' : 'enterprise-refused';
}
