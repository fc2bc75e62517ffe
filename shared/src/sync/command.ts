/** What an event does to its task. [EVAL-3] An evaluation changes no task: the inspecting agency reads those. */
import { acknowledgementIn } from '../protocol/acknowledgement.ts';
import type { EventIn, LiangmaEvent } from '../protocol/event.ts';
import type { Task } from '../tasks/task.ts';
import { type TaskCommand, transition } from '../tasks/transition.ts';

export function commandOf(event: LiangmaEvent): TaskCommand | undefined {
  const { id, device, at } = event;
  const origin = { device, at, event: id, route: 'own' } as const;
  switch (event.type) {
    case 'scan':
      return { type: 'scan', ...origin, scan: event.data };
    case 'refusal':
      return { type: 'refuse', ...origin, refusal: event.data };
    case 'acknowledgement-scanned':
      return commandOfCarried(event);
    case 'inspection-started':
      return { type: 'start', device, at };
    case 'record-submitted':
      return { type: 'record', device, at, record: event.data };
    case 'explanation':
      return { type: 'explain', device, at, event: id, text: event.data.text };
    case 'code-issued':
    case 'code-shown':
    case 'evaluation':
      return undefined;
  }
}

/** What the enterprise's own event does, in its name. Its signature was checked when it came in. */
function commandOfCarried(carrier: EventIn<'acknowledgement-scanned'>): TaskCommand | undefined {
  const answer = acknowledgementIn(carrier);
  if (answer?.task !== carrier.task) return undefined;
  const { device, at, event, said } = answer;
  const origin = { device, at, event, route: 'return' } as const;
  return said.type === 'scan'
    ? { type: 'scan', ...origin, scan: said }
    : { type: 'refuse', ...origin, refusal: { ground: said.ground, note: '' } };
}

/** The task as it will be once the pending events are accepted; one that does not fit is passed over here. */
export function overlay(task: Task, pending: readonly LiangmaEvent[]): Task {
  return pending.reduce((current, event) => {
    const command = commandOf(event);
    const next = command && transition(current, command);
    return next?.ok ? next.value : current;
  }, task);
}
