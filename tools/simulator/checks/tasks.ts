/** Each task stands where its accepted events and the desk's decisions lead by the transition function, and nowhere else. */

import { isDeepStrictEqual } from 'node:util';
import { shardOf } from '@liangma/shared/kernel/regions';
import { acknowledgementIn } from '@liangma/shared/protocol/acknowledgement';
import { readEnvelope } from '@liangma/shared/protocol/envelope';
import { eventSchema, type LiangmaEvent } from '@liangma/shared/protocol/event';
import { commandOf, type Evidence } from '@liangma/shared/sync/command';
import { type DoorProof, type IssuedTask, type Task, taskSchema } from '@liangma/shared/tasks/task';
import { hasCode, transition } from '@liangma/shared/tasks/transition';
import * as v from 'valibot';
import type { StoredEvent } from '../../../sync-server/src/events/repository.ts';
import { findDevice } from '../../../sync-server/src/ports/directory.ts';
import type { ReadTx } from '../../../sync-server/src/ports/store.ts';
import type { World } from '../world/world.ts';

export async function checkTasks(world: World): Promise<string[]> {
  const tasks = await world.truth.read((tx) => tx.tasks.find({ limit: 10_000 }));
  const found = await Promise.all(
    tasks.map(async (task) => {
      if (!v.safeParse(taskSchema, task).success) return [`tasks: ${task.id} is not of its shape`];
      if (!hasCode(task)) return [];
      const stored = await world.truth.read((tx) => tx.events.accepted(shardOf(task.enterprise.region), task.id));
      const latest = await Promise.all(
        stored.map(({ device, deviceSeq }) => world.truth.read((tx) => latestMoment(tx, device, deviceSeq))),
      );
      const events = stored.map((one, i): Seen => {
        const event = eventIn(one);
        return { event, evidence: { proof: proofIn(task, event), latestAt: latest[i] } };
      });
      return isReachable(task, events)
        ? []
        : [`tasks: ${task.id} (${task.state} ${task.rev}) is not what its ${events.length} events lead to`];
    }),
  );
  return found.flat();
}

async function latestMoment(tx: ReadTx, id: string, beforeSeq: number): Promise<number> {
  const { shards = [] } = (await findDevice(tx, id)) ?? {};
  return Math.max(0, ...(await Promise.all(shards.map((shard) => tx.events.latestMoment(shard, id, beforeSeq)))));
}

function eventIn({ envelope }: StoredEvent): LiangmaEvent {
  const read = readEnvelope(envelope);
  return v.parse(eventSchema, read.ok ? read.value.event : undefined);
}

/** An event with what the server knew of it, as far as the task says that in the end. */
interface Seen {
  readonly event: LiangmaEvent;
  readonly evidence: Evidence;
}

/** The best proof of an answer stays at it: one by the officers' device came with that, any other with its own event. */
function proofIn(end: IssuedTask, event: LiangmaEvent): DoorProof | undefined {
  const carried = event.type === 'acknowledgement-scanned';
  const id = carried ? acknowledgementIn(event)?.event : event.id;
  const answers = [...end.scans, ...('refused' in end ? [end.refused] : []), ...(end.keptRefusals ?? [])];
  const answer = answers.find((one) => one.event === id);
  const isBySelf = answer?.routes?.includes('return') !== true;
  return answer?.proof === 'carried' && !carried && !isBySelf ? undefined : answer?.proof;
}

/** Tries every place among the events, because the place of a withdrawal or a change of officers is not stored. */
function isReachable(end: IssuedTask, events: readonly Seen[]): boolean {
  const moves = events.filter(({ event }) => commandOf(event) !== undefined);
  const places = Array.from({ length: moves.length + 1 }, (_, i) => i);
  const withdrawnAt = 'withdrawn' in end ? places : [undefined];
  return withdrawnAt.some((place) => changesBefore(end).some((changes) => leadsTo(end, moves, place, changes)));
}

/**
 * Officers are changed by hand, and what lapsed is brought back, each time with a new revision. Only a refusal depends on how
 * many of these came before it: an officer's device may have known of them, and not of the refusal (SHOW-5).
 */
const changesBefore = ({ rev }: IssuedTask): number[] => Array.from({ length: rev }, (_, changes) => changes);

function leadsTo(end: IssuedTask, moves: readonly Seen[], withdrawnAt: number | undefined, changes: number): boolean {
  let task: Task = issued(end, changes);
  for (let i = 0; i <= moves.length; i++) {
    if (i === withdrawnAt && 'withdrawn' in end) {
      const next = transition(task, { type: 'withdraw', by: end.withdrawn, reason: end.reason });
      if (!next.ok) return false;
      task = next.value;
    }
    const move = moves[i];
    const command = move && commandOf(move.event, move.evidence);
    if (!command) continue;
    const next = transition(task, command);
    if (!next.ok) return false;
    task = next.value;
  }
  if (end.state === 'lapsed') {
    const next = transition(task, { type: 'lapse', at: end.lapsed });
    if (!next.ok) return false;
    task = next.value;
  }
  return task.rev <= end.rev && isDeepStrictEqual(comparable(task), comparable(end));
}

/** Without what tells only when among the other changes something came. */
function comparable(task: Task): unknown {
  const { rev: _, ...rest } = JSON.parse(JSON.stringify(task));
  const answer = ({ proof: _, ...one }: Record<string, unknown>) => one;
  const { receivedAt: __, ...told } = rest;
  return {
    ...told,
    scans: told.scans.map(answer),
    ...(told.refused ? { refused: answer(told.refused) } : {}),
    ...(told.keptRefusals ? { keptRefusals: told.keptRefusals.map(answer) } : {}),
  };
}

/** Returns the task as it was when its code was signed, after so many changes; its officers are today's. */
function issued({ keptRefusals: _, ...end }: IssuedTask, changes: number): Task {
  return v.parse(taskSchema, { ...end, state: 'issued', rev: 2 + changes, scans: [] });
}
