/**
 * Judges from the envelopes what happened at doors and afterwards: which refusal ended an inspection (SHOW-5), which
 * evaluation counts (EVAL-5), and which period is over (NOT-2).
 */

import { isDeepStrictEqual } from 'node:util';
import { MINUTE } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { acknowledgementIn } from '@liangma/shared/protocol/acknowledgement';
import type { LiangmaEvent } from '@liangma/shared/protocol/event';
import { countingKey } from '@liangma/shared/tasks/door-keys';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { hasCode, isStrong } from '@liangma/shared/tasks/transition';
import { eventIn } from '../../../sync-server/src/events/parsed-event.ts';
import { findDevice } from '../../../sync-server/src/ports/directory.ts';
import { count } from '../faults.ts';
import type { World } from '../world/world.ts';

interface SeenEvent {
  readonly event: LiangmaEvent;
  readonly seq: number;
  /** To whom its device is enrolled; null for an enterprise's. */
  readonly officer: string | null;
}

interface SeenTask {
  readonly task: IssuedTask;
  readonly events: readonly SeenEvent[];
  readonly alerts: readonly string[];
}

export async function checkSiteRules(world: World): Promise<string[]> {
  const tasks = await seenTasks(world);
  const found = tasks.flatMap((seen) =>
    [...endedBy(seen), ...wentOn(seen), ...notLapsed(world, seen)].map((words) => `site: ${seen.task.id}: ${words}`),
  );
  return [...found, ...(await miscounted(world, tasks))];
}

/** Counts the events that the rules are about: a run without any proves nothing. */
export async function countSite(world: World): Promise<void> {
  const counted = await world.truth.read((tx) => tx.evaluations.satisfaction('62', 0));
  const tasks = await seenTasks(world);
  const evaluated = tasks.flatMap(latestEvaluations).length;
  const add = (name: string, by: number): void => count(world.counts, name, by);
  add('evaluated-apart', evaluated - counted.total);
  for (const { task } of tasks) {
    add('ended-by-refusal', Number('refused' in task));
    add('after-refusal', Number(task.state === 'performed-after-refusal'));
    add('refused-in-vain', (task.keptRefusals ?? []).filter((one) => !isStrong(one)).length);
  }
}

function seenTasks({ truth }: World): Promise<SeenTask[]> {
  return truth.read(async (tx) => {
    const tasks = (await tx.tasks.find({ limit: 10_000 })).filter(hasCode);
    return Promise.all(
      tasks.map(async (task) => {
        const stored = await tx.events.accepted(shardOf(task.enterprise.region), task.id);
        const events = stored.map(async (one) => {
          const officer = (await findDevice(tx, one.device))?.officer ?? null;
          return { event: eventIn(one), seq: one.seq, officer };
        });
        const alerts = (await tx.alerts.ofTask(shardOf(task.enterprise.region), task.id)).map(({ code }) => code);
        return { task, events: await Promise.all(events), alerts };
      }),
    );
  });
}

/** [SHOW-5] A live code, or a device of officers: whoever has the printed code alone ends nothing. */
function endedBy({ task, events }: SeenTask): string[] {
  if (!('refused' in task)) return [];
  const ways = waysOf(events, task.refused.event);
  const isProved = ways.some(
    ({ event, officer }) => officer !== null || (event.type === 'refusal' && event.data.code !== task.code),
  );
  return isProved ? [] : ['a refusal on a printed code ended it'];
}

/** The answer itself, and each return QR that carried it. */
const waysOf = (events: readonly SeenEvent[], answer: string | undefined): SeenEvent[] =>
  events.filter(({ event }) => event.id === answer || carriedIn(event) === answer);

const carriedIn = (event: LiangmaEvent): string | undefined =>
  event.type === 'acknowledgement-scanned' ? acknowledgementIn(event)?.event : undefined;

/** [SHOW-5] Officers whose deeds all came after a refusal that counts, by both clocks and the server's, did not go on. */
function wentOn({ task, events, alerts }: SeenTask): string[] {
  const isTold = alerts.includes('performed-after-refusal');
  if (task.state === 'performed-after-refusal')
    return isTold ? [] : ['nobody was told of an inspection after a refusal'];
  if (task.state !== 'inspecting' && task.state !== 'recorded') return [];
  const deeds = events.filter(({ event: { type } }) => type === 'inspection-started' || type === 'record-submitted');
  return (task.keptRefusals ?? []).filter(isStrong).flatMap((refusal) => {
    const came = Math.max(...waysOf(events, refusal.event).map(({ seq }) => seq));
    const began = deeds.some(({ event, seq }) => seq < came || event.at < refusal.at);
    return began ? [] : ['it goes on although the enterprise had refused'];
  });
}

/** [NOT-2] Some rounds after its end at the latest. */
const notLapsed = (world: World, { task }: SeenTask): string[] =>
  task.state === 'issued' && task.window.to < world.time.now() - 2 * MINUTE
    ? ['its period ended, and it did not lapse']
    : [];

/** [EVAL-5] Each task has one evaluation that counts, and supervisors see the sums of those alone. */
async function miscounted({ truth }: World, tasks: readonly SeenTask[]): Promise<string[]> {
  const counting = tasks.flatMap((seen) => {
    const latest = latestEvaluations(seen);
    const keys = latest.map(({ device }) => device);
    return latest.filter(({ device }) => device === countingKey(seen.task, keys));
  });
  const satisfied = counting.filter(({ data }) => data.overall !== 'dissatisfied').length;
  const expected = { satisfied, total: counting.length };
  const counted = await truth.read((tx) => tx.evaluations.satisfaction('62', 0));
  const says = (it: object): string => JSON.stringify(it);
  return isDeepStrictEqual(counted, expected) ? [] : [`site: ${says(counted)} is counted, not ${says(expected)}`];
}

/** SYNC-8: of each key the one that its chain has last. */
function latestEvaluations({ events }: SeenTask) {
  const given = events.flatMap(({ event }) => (event.type === 'evaluation' ? [event] : []));
  return given.filter(({ device, seq }) => !given.some((other) => other.device === device && other.seq > seq));
}
