/**
 * Unit of work: keeps in memory until the end of a write the tasks, devices, feed numbers and judged events that it reads and
 * changes. A push of a hundred events touches each of its tasks several times, its device a hundred times, and its events
 * once more when they get their receipts; the database is asked and told once.
 */

import type { Task } from '@liangma/shared/tasks/task';
import type { Device, StoredEvent, WriteTx } from '../../ports/store.ts';

/** Methods over other tables: what is not yet written makes no difference to them. Before all others it is written. */
const APART: ReadonlySet<string> = new Set<keyof WriteTx>([
  'quarantineOf',
  'draft',
  'saveCarrier',
  'saveEvaluation',
  'saveQuarantined',
  'keepConflictingEnvelope',
  'evaluatedBy',
  'evaluationSeq',
  'alertsOf',
  'holdAlert',
  'saveAlert',
]);

export interface UnitOfWork {
  readonly tx: WriteTx;
  /** Writes what has changed. */
  flush(): Promise<void>;
}

/** `advance` adds to the last number of a shard that this write has taken. */
export function unitOfWork(under: WriteTx, advance: (shard: string, by: number) => Promise<void>): UnitOfWork {
  const tasks = new Map<string, Task | undefined>();
  const savedTasks = new Map<string, { shard: string; seq: number; task: Task }>();
  const devices = new Map<string, Device | undefined>();
  const savedDevices = new Map<string, Device>();
  const held = new Set<string>();
  const numbers = new Map<string, { last: number; more: number }>();
  const suspensions = new Map<string, ReturnType<WriteTx['suspensionsOf']>>();
  /** Numbers in their chains of the events that wait. */
  const waiting = new Map<string, Set<number>>();
  const judged = new Map<string, StoredEvent>();

  const flushEvents = async (): Promise<void> => {
    for (const event of judged.values()) await under.saveEvent(event);
    judged.clear();
  };

  const flush = async (): Promise<void> => {
    for (const [shard, number] of numbers) {
      if (number.more > 0) await advance(shard, number.more);
      number.more = 0;
    }
    await flushEvents();
    for (const device of savedDevices.values()) await under.saveDevice(device);
    for (const { shard, seq, task } of savedTasks.values()) await under.saveTask(shard, seq, task);
    savedDevices.clear();
    savedTasks.clear();
  };

  const remembered: Partial<WriteTx> = {
    async task(id) {
      if (!tasks.has(id)) tasks.set(id, await under.task(id));
      return tasks.get(id);
    },
    async saveTask(shard, seq, task) {
      tasks.set(task.id, task);
      savedTasks.set(task.id, { shard, seq, task });
    },
    async device(id) {
      if (!devices.has(id)) devices.set(id, await under.device(id));
      return devices.get(id);
    },
    async holdDevice(device) {
      const known = devices.get(device.id);
      if (known && held.has(device.id)) return known;
      await flush();
      const kept = await under.holdDevice(device);
      held.add(device.id);
      devices.set(device.id, kept);
      return kept;
    },
    async saveDevice(device) {
      devices.set(device.id, device);
      savedDevices.set(device.id, device);
    },
    async nextSeq(shard) {
      const number = numbers.get(shard);
      if (number) {
        number.more++;
        return ++number.last;
      }
      const last = await under.nextSeq(shard);
      numbers.set(shard, { last, more: 0 });
      // The previous lock holder may have changed tasks cached before we got the shard: drop them.
      for (const id of tasks.keys()) if (!savedTasks.has(id)) tasks.delete(id);
      return last;
    },
    suspensionsOf(officer) {
      const known = suspensions.get(officer) ?? under.suspensionsOf(officer);
      suspensions.set(officer, known);
      return known;
    },
    async saveSuspension(suspension) {
      suspensions.delete(suspension.officer);
      await under.saveSuspension(suspension);
    },
    async waitingEvent(device, deviceSeq) {
      if (!waiting.has(device)) {
        await flushEvents();
        waiting.set(device, new Set((await under.waitingOf(device)).map((event) => event.deviceSeq)));
      }
      return waiting.get(device)?.has(deviceSeq) ? under.waitingEvent(device, deviceSeq) : undefined;
    },
    async saveEvent(event) {
      if (event.state === 'waiting') {
        waiting.get(event.device)?.add(event.deviceSeq);
        await under.saveEvent(event);
      } else judged.set(event.id, event);
    },
    async dropEvent(id) {
      judged.delete(id);
      await under.dropEvent(id);
    },
    async countWaiting(device) {
      await flushEvents();
      return under.countWaiting(device);
    },
    async eventHash(id) {
      return judged.get(id)?.hash ?? under.eventHash(id);
    },
    async event(id) {
      return judged.get(id) ?? under.event(id);
    },
    async isCodeShown(task) {
      return [...judged.values()].some((event) => showsCodeOf(task, event)) || under.isCodeShown(task);
    },
    async carriersOf(event) {
      if ([...judged.values()].some(({ type }) => type === 'acknowledgement-scanned')) await flushEvents();
      return under.carriersOf(event);
    },
    async waitingOf(device) {
      await flushEvents();
      return under.waitingOf(device);
    },
    async chainOf(device, around, most) {
      await flushEvents();
      return under.chainOf(device, around, most);
    },
    async latestMoment(device, beforeSeq) {
      await flushEvents();
      return under.latestMoment(device, beforeSeq);
    },
  };
  return { tx: { ...flushingFirst(under, flush), ...remembered }, flush };
}

const showsCodeOf = (task: string, event: StoredEvent): boolean =>
  event.task === task && event.type === 'code-shown' && event.state === 'accepted';

function flushingFirst(under: WriteTx, flush: () => Promise<void>): WriteTx {
  const methods = Object.entries(under).map(([name, method]) => [
    name,
    APART.has(name)
      ? method
      : async (...args: unknown[]) => {
          await flush();
          return (method as (...args: unknown[]) => unknown)(...args);
        },
  ]);
  return Object.fromEntries(methods) as WriteTx;
}
