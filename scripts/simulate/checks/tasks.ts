/** Each task stands where its accepted events and the desk's decisions lead by the transition function, and nowhere else. */
import { isDeepStrictEqual } from 'node:util';
import { readEnvelope } from '@liangma/shared/protocol/envelope';
import { eventSchema, type LiangmaEvent } from '@liangma/shared/protocol/event';
import { commandOf } from '@liangma/shared/sync/command';
import { type IssuedTask, type Task, taskSchema } from '@liangma/shared/tasks/task';
import { hasCode, transition } from '@liangma/shared/tasks/transition';
import * as v from 'valibot';
import type { StoredEvent } from '../../../sync-server/src/ports/store.ts';
import type { World } from '../world.ts';

export async function checkTasks(world: World): Promise<string[]> {
  const tasks = await world.truth.read((tx) => tx.tasks({ limit: 10_000 }));
  const found = await Promise.all(
    tasks.map(async (task) => {
      if (!v.safeParse(taskSchema, task).success) return [`tasks: ${task.id} is not of its shape`];
      if (!hasCode(task)) return [];
      const stored = await world.truth.read((tx) => tx.acceptedEvents(task.id));
      const events = stored.map(eventIn);
      return isReachable(task, events)
        ? []
        : [`tasks: ${task.id} (${task.state} ${task.rev}) is not what its ${events.length} events lead to`];
    }),
  );
  return found.flat();
}

function eventIn({ envelope }: StoredEvent): LiangmaEvent {
  const read = readEnvelope(envelope);
  return v.parse(eventSchema, read.ok ? read.value.event : undefined);
}

/** Where among the events a withdrawal or a change of officers stood is not written down: any place may do. */
function isReachable(end: IssuedTask, events: readonly LiangmaEvent[]): boolean {
  const moves = events.filter((event) => commandOf(event) !== undefined);
  const places = Array.from({ length: moves.length + 1 }, (_, i) => i);
  const withdrawnAt = 'withdrawn' in end ? places : [undefined];
  return withdrawnAt.some((place) => leadsTo(end, moves, place));
}

function leadsTo(end: IssuedTask, moves: readonly LiangmaEvent[], withdrawnAt: number | undefined): boolean {
  let task: Task = issued(end);
  for (let i = 0; i <= moves.length; i++) {
    if (i === withdrawnAt && 'withdrawn' in end) {
      const next = transition(task, { type: 'withdraw', by: end.withdrawn, reason: end.reason });
      if (!next.ok) return false;
      task = next.value;
    }
    const command = moves[i] && commandOf(moves[i] as LiangmaEvent);
    if (!command) continue;
    const next = transition(task, command);
    if (!next.ok) return false;
    task = next.value;
  }
  // Officers are changed by hand, each time with a new revision.
  const reassigned = end.rev - task.rev;
  return reassigned >= 0 && isDeepStrictEqual(JSON.parse(JSON.stringify({ ...task, rev: end.rev })), end);
}

/** As it was when its code was signed, without what came after; its officers are those of now. */
const issued = (end: IssuedTask): Task => v.parse(taskSchema, { ...end, state: 'issued', rev: 2, scans: [] });
