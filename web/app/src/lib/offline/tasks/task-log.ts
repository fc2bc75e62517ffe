/** Reads tasks and their events, with this device's own events as an overlay on the server's copy. */
import { DAY, dayOf } from '@liangma/shared/kernel/instant';
import type { Matter } from '@liangma/shared/matters/matter';
import { type LiangmaEvent, taskOf } from '@liangma/shared/protocol/event';
import { overlay } from '@liangma/shared/sync/command';
import type { PendingStart } from '@liangma/shared/sync/undo-start';
import { TASK_STATES, type Task } from '@liangma/shared/tasks/task';
import { Dexie, liveQuery } from 'dexie';
import { firstValueFrom, from, map, type Observable } from 'rxjs';
import type { DeviceDb } from '../database/device-db.ts';
import { mattersById } from '../downloads/matters.ts';
import { readEvent } from '../outbox/event-rows.ts';
import type { EventRow } from '../rows.ts';
import { pendingStarts, withStart } from './pending-starts.ts';
import { tasksIn, tasksOf } from './task-rows.ts';

/** Windows begun this long ago may still be open; plans this far ahead are worth seeing. */
const BACK = 92 * DAY;
const AHEAD = 31 * DAY;
/** Accepted events this young are in the overlay too, because their task may not be pulled yet. Applying one twice is harmless. */
const YOUNG = 2 * DAY;

/** Rows of a list of tasks. */
interface OpenRows {
  readonly tasks: readonly Task[];
  /** Unsent and young ones. */
  readonly events: readonly EventRow[];
  /** Not signed yet. */
  readonly starts: readonly PendingStart[];
}

/** Tasks of today, unfinished ones from before, and those to come; also those whose code was issued here. */
async function openRows(db: DeviceDb, now: number): Promise<OpenRows> {
  const [today, first, last] = [dayOf(now), dayOf(now - BACK), dayOf(now + AHEAD)];
  const rows = await tasksIn(db, [
    ...TASK_STATES.map((state) => ({ state, first: today, last: today })),
    ...['issued', 'inspecting', 'lapsed'].map((state) => ({ state, first, last })),
  ]);
  const issued = await db.issued.filter(({ data }) => data.window.from >= now - BACK).toArray();
  // A task that the server has sent back meanwhile is taken from its copy.
  const known = await tasksOf(
    db,
    issued.map(({ task }) => task),
  );
  const tasks = [...rows, ...issued.filter((_, i) => !known[i])].map(({ data }): Task => data);
  const events = await db.events
    .where('at')
    .aboveOrEqual(now - YOUNG)
    .or('sync.state')
    .anyOf('pending', 'waiting')
    .sortBy('seq');
  return { tasks, events, starts: await pendingStarts(db) };
}

function laidOver({ tasks, events, starts }: OpenRows): Task[] {
  const counted = counting(withEvents(events));
  return tasks.map((task) => withStart(over(task, counted), starts));
}

export const openTasks$ = (db: DeviceDb, now: number): Observable<Task[]> =>
  from(liveQuery(() => openRows(db, now))).pipe(map(laidOver));

export interface DayList {
  readonly tasks: readonly Task[];
  /** Matters of the tasks, by id. */
  readonly matters: ReadonlyMap<string, Matter>;
  /** Ids of tasks with events that the server has not taken. */
  readonly unsent: ReadonlySet<string>;
}

export const dayList$ = (db: DeviceDb, now: number): Observable<DayList> =>
  from(
    liveQuery(async () => {
      const rows = await openRows(db, now);
      return { rows, matters: await mattersById(db, [...new Set(rows.tasks.flatMap(({ matters }) => matters))]) };
    }),
  ).pipe(
    map(({ rows, matters }) => {
      const unsent = rows.events.filter(({ sync }) => sync.state === 'pending' || sync.state === 'waiting');
      return { tasks: laidOver(rows), matters, unsent: new Set<string>(unsent.map(({ task }) => task)) };
    }),
  );

export interface TaskLog {
  /** The server's last copy; its `rev` goes into new events. */
  readonly known: Task;
  /** The server's copy with this device's own events applied. */
  readonly task: Task;
  /** This device's events, oldest first. */
  readonly events: readonly { readonly row: EventRow; readonly event: LiangmaEvent }[];
  /** A start that can still be undone; it is applied as well. */
  readonly starting: PendingStart | undefined;
}

/** Null when this device has no such task. */
export const taskLog$ = (db: DeviceDb, id: string): Observable<TaskLog | null> =>
  from(
    liveQuery(() =>
      Promise.all([
        tasksOf(db, [id]),
        db.issued.get(id),
        pendingStarts(db),
        db.events.where('[task+seq]').between([id, Dexie.minKey], [id, Dexie.maxKey]).toArray(),
      ]),
    ),
  ).pipe(
    map(([[row], issued, starts, rows]) => {
      const known: Task | undefined = (row ?? issued)?.data;
      if (!known) return null;
      const events = withEvents(rows);
      const task = withStart(over(known, counting(events)), starts);
      return { known, task, events, starting: starts.find((start) => start.task === id) };
    }),
  );

export const taskLogNow = (db: DeviceDb, id: string): Promise<TaskLog | null> => firstValueFrom(taskLog$(db, id));

const over = (task: Task, events: readonly LiangmaEvent[]): Task =>
  overlay(
    task,
    events.filter((event) => taskOf(event) === task.id),
  );

/** Returns the events that are not refused, in the order of their making. */
const counting = (log: TaskLog['events']): LiangmaEvent[] =>
  log.filter(({ row }) => row.sync.state !== 'rejected').map(({ event }) => event);

function withEvents(rows: readonly EventRow[]): TaskLog['events'] {
  return rows.flatMap((row) => {
    const event = readEvent(row);
    return event ? [{ row, event }] : [];
  });
}

/** True if the task left the officer's scope and is only held here (task-scope.ts). */
export const isHeld$ = (db: DeviceDb, id: string): Observable<boolean> =>
  from(liveQuery(async () => (await db.held.get(id)) !== undefined));
