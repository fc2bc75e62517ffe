/** Alerts about an accepted event, besides its effect on the task, with the values behind them. */
import type { SiteFacts } from '../alerts/alert-rule.ts';
import { type AlertCode, type FoundAlert, siteAlerts as found } from '../alerts/alert-rules.ts';
import type { Policy } from '../compliance/policy.ts';
import type { Instant } from '../kernel/instant.ts';
import type { LiangmaEvent } from '../protocol/event.ts';
import type { DoorProof, Task } from '../tasks/task.ts';
import { isStrong } from '../tasks/transition.ts';

interface Accepted {
  readonly event: LiangmaEvent;
  /** Before the event, and after it; undefined for an event of a region. */
  readonly task?: Task;
  readonly next?: Task;
  /** An officer's device has shown the code. */
  readonly shown?: boolean;
  /** Other keys that have evaluated the task. */
  readonly otherKeys?: number;
  /** When the server got it. */
  readonly now: Instant;
  readonly policy: Policy;
}

export function siteAlerts({ event, ...facts }: Accepted): FoundAlert[] {
  const about = contentOf(event);
  return about ? found({ ...facts, ...about, at: event.at }) : [];
}

type Content = Pick<SiteFacts, 'type' | 'record' | 'report'>;

function contentOf(event: LiangmaEvent): Content | undefined {
  switch (event.type) {
    case 'inspection-started':
    case 'evaluation':
      return { type: event.type };
    case 'record-submitted':
      return { type: event.type, record: event.data };
    case 'no-code-report':
      return { type: event.type, report: event.data };
    default:
      return undefined;
  }
}

/** [SHOW-5] Returns the alert: the refusal ended the task, is unproven, or came before officers began regardless. */
export function refusalAlert(task: Task, answeredAt: Instant, proof: DoorProof | undefined): AlertCode {
  if (!isStrong(proof ? { proof } : {})) return 'refusal-unproven';
  return 'started' in task && answeredAt <= task.started.at ? 'refused-before-start' : 'enterprise-refused';
}
