/**
 * Commands that events give to their tasks. [EVAL-3] An evaluation changes no task: the inspecting agency reads tasks.
 */
import type { Instant } from '../kernel/instant.ts';
import { acknowledgementIn } from '../protocol/acknowledgement.ts';
import { type EventIn, isTaskEvent, type LiangmaEvent } from '../protocol/event.ts';
import type { DoorProof, Task } from '../tasks/task.ts';
import { type TaskCommand, transition } from '../tasks/transition.ts';

/** Facts that the server knows about an event beyond its content. */
export interface Evidence {
  /** Proof of an answer at the door (door-proof.ts). */
  readonly proof?: DoorProof | undefined;
  /** The latest moment that earlier events of the chain state. */
  readonly latestAt?: Instant | undefined;
  /** The server's clock when it got the event. */
  readonly receivedAt?: Instant;
}

export function commandOf(event: LiangmaEvent, evidence: Evidence = {}): TaskCommand | undefined {
  if (!isTaskEvent(event)) return undefined;
  const { id, device, at, taskRev } = event;
  const { proof, latestAt = 0, receivedAt } = evidence;
  const origin = { device, at, event: id, route: 'own', proof } as const;
  const deed = { device, at, chainAt: Math.max(at, latestAt), taskRev };
  switch (event.type) {
    case 'scan':
      return { type: 'scan', ...origin, scan: event.data };
    case 'refusal':
      return { type: 'refuse', ...origin, refusal: event.data };
    case 'acknowledgement-scanned':
      return commandOfCarried(event, proof);
    case 'inspection-started':
      return { type: 'start', ...deed };
    case 'record-submitted':
      return { type: 'record', ...deed, record: event.data, ...(receivedAt === undefined ? {} : { receivedAt }) };
    case 'explanation':
      return { type: 'explain', device, at, event: id, text: event.data.text };
    case 'code-issued':
    case 'code-shown':
    case 'evaluation':
      return undefined;
  }
}

/** Returns the command of a carried answer, in the enterprise's name. Its signature was checked on arrival. */
function commandOfCarried(
  carrier: EventIn<'acknowledgement-scanned'>,
  proof: DoorProof | undefined,
): TaskCommand | undefined {
  const answer = acknowledgementIn(carrier);
  if (answer?.task !== carrier.task) return undefined;
  const { device, at, event, content } = answer;
  const origin = { device, at, event, route: 'return', proof } as const;
  return content.type === 'scan'
    ? { type: 'scan', ...origin, scan: content }
    : { type: 'refuse', ...origin, refusal: { ground: content.ground, note: '' } };
}

/**
 * The task as it will be once the pending events are accepted; one that does not fit is passed over here. An answer
 * that this officer's device took at the door counts as carried by it (SHOW-5).
 */
export function overlay(task: Task, pending: readonly LiangmaEvent[]): Task {
  return pending.reduce((current, event) => {
    const { from, to } = current.window;
    const command = commandOf(event, event.at >= from && event.at < to ? { proof: 'carried' } : {});
    const next = command && transition(current, command);
    return next?.ok ? next.value : current;
  }, task);
}
