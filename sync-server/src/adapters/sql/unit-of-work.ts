/**
 * Unit of work: keeps in memory until the end of a write the tasks, devices, feed numbers and judged events that it reads and
 * changes. A push of a hundred events touches each of its tasks several times, its device a hundred times, and its events
 * once more when they get their receipts; the database is asked and told once.
 */

import type { Task } from '@liangma/shared/tasks/task';
import type { Device } from '../../devices/repository.ts';
import type { StoredEvent } from '../../events/repository.ts';
import type { WriteTx } from '../../ports/store.ts';

/** Methods over other tables: what is not yet written makes no difference to them. Before all others it is written. */
const APART: ReadonlySet<string> = new Set([
  'quarantine.ofTask',
  'drafts.ofTask',
  'events.saveCarrier',
  'evaluations.save',
  'quarantine.save',
  'events.saveConflicting',
  'evaluations.devices',
  'evaluations.seq',
  'alerts.ofTask',
  'alerts.hold',
  'alerts.save',
  'places.shardOf',
  'places.claim',
  'places.move',
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
  const suspensions = new Map<string, ReturnType<WriteTx['officers']['suspensions']>>();
  /** Numbers in their chains of the events that wait. */
  const waiting = new Map<string, Set<number>>();
  const judged = new Map<string, StoredEvent>();

  const flushEvents = async (): Promise<void> => {
    for (const event of judged.values()) await under.events.save(event);
    judged.clear();
  };

  const flush = async (): Promise<void> => {
    for (const [shard, number] of numbers) {
      if (number.more > 0) await advance(shard, number.more);
      number.more = 0;
    }
    await flushEvents();
    for (const device of savedDevices.values()) await under.devices.save(device);
    for (const { shard, seq, task } of savedTasks.values()) await under.tasks.save(shard, seq, task);
    savedDevices.clear();
    savedTasks.clear();
  };

  const remembered: { [K in keyof WriteTx]?: Partial<WriteTx[K]> } = {
    tasks: {
      async byId(id) {
        if (!tasks.has(id)) tasks.set(id, await under.tasks.byId(id));
        return tasks.get(id);
      },
      async save(shard, seq, task) {
        tasks.set(task.id, task);
        savedTasks.set(task.id, { shard, seq, task });
      },
    },
    devices: {
      async byId(id) {
        if (!devices.has(id)) devices.set(id, await under.devices.byId(id));
        return devices.get(id);
      },
      async hold(device) {
        const known = devices.get(device.id);
        if (known && held.has(device.id)) return known;
        await flush();
        const kept = await under.devices.hold(device);
        held.add(device.id);
        devices.set(device.id, kept);
        return kept;
      },
      async save(device) {
        devices.set(device.id, device);
        savedDevices.set(device.id, device);
      },
    },
    shards: {
      async next(shard) {
        const number = numbers.get(shard);
        if (number) {
          number.more++;
          return ++number.last;
        }
        const last = await under.shards.next(shard);
        numbers.set(shard, { last, more: 0 });
        // The previous lock holder may have changed tasks cached before we got the shard: drop them.
        for (const id of tasks.keys()) if (!savedTasks.has(id)) tasks.delete(id);
        return last;
      },
    },
    officers: {
      suspensions(officer) {
        const known = suspensions.get(officer) ?? under.officers.suspensions(officer);
        suspensions.set(officer, known);
        return known;
      },
      async saveSuspension(suspension) {
        suspensions.delete(suspension.officer);
        await under.officers.saveSuspension(suspension);
      },
    },
    events: {
      async waiting(device, deviceSeq) {
        if (!waiting.has(device)) {
          await flushEvents();
          waiting.set(device, new Set((await under.events.waitingOf(device)).map((event) => event.deviceSeq)));
        }
        return waiting.get(device)?.has(deviceSeq) ? under.events.waiting(device, deviceSeq) : undefined;
      },
      async save(event) {
        if (event.state === 'waiting') {
          waiting.get(event.device)?.add(event.deviceSeq);
          await under.events.save(event);
        } else judged.set(event.id, event);
      },
      async drop(id) {
        judged.delete(id);
        await under.events.drop(id);
      },
      async countWaiting(device) {
        await flushEvents();
        return under.events.countWaiting(device);
      },
      async hash(id) {
        return judged.get(id)?.hash ?? under.events.hash(id);
      },
      async byId(id) {
        return judged.get(id) ?? under.events.byId(id);
      },
      async isCodeShown(task) {
        return [...judged.values()].some((event) => showsCodeOf(task, event)) || under.events.isCodeShown(task);
      },
      async carriers(event) {
        if ([...judged.values()].some(({ type }) => type === 'acknowledgement-scanned')) await flushEvents();
        return under.events.carriers(event);
      },
      async waitingOf(device) {
        await flushEvents();
        return under.events.waitingOf(device);
      },
      async chain(device, around, most) {
        await flushEvents();
        return under.events.chain(device, around, most);
      },
      async latestMoment(device, beforeSeq) {
        await flushEvents();
        return under.events.latestMoment(device, beforeSeq);
      },
    },
  };
  return { tx: flushingFirst(under, remembered, flush), flush };
}

const showsCodeOf = (task: string, event: StoredEvent): boolean =>
  event.task === task && event.type === 'code-shown' && event.state === 'accepted';

function flushingFirst(
  under: WriteTx,
  remembered: { [K in keyof WriteTx]?: Partial<WriteTx[K]> },
  flush: () => Promise<void>,
): WriteTx {
  const repositories = Object.entries(under).map(([name, repository]) => {
    const methods = Object.entries(repository).map(([method, call]) => [
      method,
      APART.has(`${name}.${method}`)
        ? call
        : async (...args: unknown[]) => {
            await flush();
            return (call as (...args: unknown[]) => unknown)(...args);
          },
    ]);
    return [name, { ...Object.fromEntries(methods), ...remembered[name as keyof WriteTx] }];
  });
  return Object.fromEntries(repositories) as WriteTx;
}
