/** What an event does to its task. [EVAL-3] An evaluation changes no task: the inspected agency reads those. */
import type { LiangmaEvent } from '../protocol/event.ts';
import type { Task } from '../tasks/task.ts';
import { type TaskCommand, transition } from '../tasks/transition.ts';

export function commandOf(event: LiangmaEvent): TaskCommand | undefined {
  const { device, at } = event;
  switch (event.type) {
    case 'scan':
      return { type: 'scan', device, at, scan: event.data };
    case 'refusal':
      return { type: 'refuse', device, at, refusal: event.data };
    case 'inspection-started':
      return { type: 'start', device, at };
    case 'record-submitted':
      return { type: 'record', device, at, record: event.data };
    case 'code-issued':
    case 'code-shown':
    case 'evaluation':
      return undefined;
  }
}

/** The task as it will be once the pending events are accepted; one that does not fit is passed over here. */
export function overlay(task: Task, pending: readonly LiangmaEvent[]): Task {
  return pending.reduce((current, event) => {
    const command = commandOf(event);
    const next = command && transition(current, command);
    return next?.ok ? next.value : current;
  }, task);
}
