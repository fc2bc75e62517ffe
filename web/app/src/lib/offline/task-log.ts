/** Reading tasks and their events, with what this device did laid over what the server knows. */
import { DAY, dayOf } from '@liangma/shared/kernel/instant';
import type { Matter } from '@liangma/shared/matters/matter';
import type { LiangmaEvent } from '@liangma/shared/protocol/event';
import { overlay } from '@liangma/shared/sync/command';
import type { Task } from '@liangma/shared/tasks/task';
import { liveQuery } from 'dexie';
import type { RxDocument } from 'rxdb/plugins/core';
import { combineLatest, firstValueFrom, from, map, type Observable, switchMap } from 'rxjs';
import type { DeviceDb } from './device-db.ts';
import { readEvent } from './event-rows.ts';
import { issuedHere$, issuedTask$ } from './issued-tasks.ts';
import type { Local } from './local.ts';
import { mattersById$ } from './matters.ts';
import type { EventRow, TaskRow } from './rows.ts';

/** Windows begun this long ago may still be open; plans this far ahead are worth seeing. */
const BACK = 92 * DAY;
const AHEAD = 31 * DAY;
/** Accepted events this young are laid over too: their task may not have been pulled yet. Doing it twice is harmless. */
const YOUNG = 2 * DAY;

/** Tasks of today, unfinished ones from before, and those to come. */
export function openTasks$(local: Local, db: DeviceDb, now: number): Observable<Task[]> {
  const { tasks } = local.collections;
  const today = dayOf(now);
  const days = { $gte: dayOf(now - BACK), $lte: dayOf(now + AHEAD) };
  const rows$ = combineLatest([
    tasks.find({ selector: { day: today }, sort: [{ day: 'asc' }, { from: 'asc' }] }).$,
    tasks.find({ selector: { state: 'issued', day: days }, sort: [{ state: 'asc' }, { day: 'asc' }] }).$,
    tasks.find({ selector: { state: 'inspecting', day: days }, sort: [{ state: 'asc' }, { day: 'asc' }] }).$,
  ]).pipe(map((lists) => [...new Map(lists.flat().map((row) => [row.id, taskOf(row)])).values()]));
  return combineLatest([rows$, issuedHere$(local, db, now - BACK), youngEvents$(local, now)]).pipe(
    switchMap(async ([rows, issued, events]) => {
      // What the server has sent back meanwhile is its, wherever it stands by now.
      const known = await tasks.findByIds(issued.map(({ id }) => id)).exec();
      return [...rows, ...issued.filter(({ id }) => !known.has(id))].map((row) => over(row, events));
    }),
  );
}

export interface DayList {
  readonly tasks: readonly Task[];
  /** Those that the tasks name, by id. */
  readonly matters: ReadonlyMap<string, Matter>;
  /** Ids of tasks with events that the server has not taken. */
  readonly unsent: ReadonlySet<string>;
}

export function dayList$(local: Local, db: DeviceDb, now: number): Observable<DayList> {
  const withMatters$ = openTasks$(local, db, now).pipe(
    switchMap((tasks) => {
      const ids = [...new Set(tasks.flatMap(({ matters }) => matters))];
      return from(mattersById$(db, ids)).pipe(map((matters) => ({ tasks, matters })));
    }),
  );
  return combineLatest([withMatters$, unsentTasks$(local)]).pipe(map(([list, unsent]) => ({ ...list, unsent })));
}

export interface TaskLog {
  /** As the server last gave it; its `rev` goes into new events. */
  readonly known: Task;
  /** With this device's own events laid over. */
  readonly task: Task;
  /** Of this device, oldest first. */
  readonly events: readonly { readonly row: EventRow; readonly event: LiangmaEvent }[];
}

/** Null when this device has no such task. */
export function taskLog$(local: Local, db: DeviceDb, id: string): Observable<TaskLog | null> {
  const { tasks, events } = local.collections;
  const rows$ = events.find({ selector: { task: id } as never, sort: [{ task: 'asc' }, { seq: 'asc' }] }).$;
  const log$ = rows$.pipe(switchMap((rows) => withEvents(rows.map(eventRowOf))));
  return combineLatest([tasks.findOne(id).$, issuedTask$(local, db, id), log$]).pipe(
    map(([row, issued, log]) => {
      const known = row ? taskOf(row) : issued;
      if (!known) return null;
      return { known, task: over(known, counting(log)), events: log };
    }),
  );
}

export const taskLogNow = (local: Local, db: DeviceDb, id: string): Promise<TaskLog | null> =>
  firstValueFrom(taskLog$(local, db, id));

const taskOf = (row: RxDocument<TaskRow>): Task => (row.toJSON() as TaskRow).data;
const eventRowOf = (row: RxDocument<EventRow>): EventRow => row.toJSON() as EventRow;

const over = (task: Task, events: readonly LiangmaEvent[]): Task =>
  overlay(
    task,
    events.filter((event) => event.task === task.id),
  );

/** Those that are not refused, in the order they were made. */
const counting = (log: TaskLog['events']): LiangmaEvent[] =>
  log.filter(({ row }) => row.sync.state !== 'rejected').map(({ event }) => event);

function youngEvents$(local: Local, now: number): Observable<LiangmaEvent[]> {
  const { events } = local.collections;
  const unsent = (state: string) => events.find({ selector: { 'sync.state': state } as never }).$;
  const young = events.find({ selector: { at: { $gte: now - YOUNG } }, sort: [{ at: 'asc' }] }).$;
  return combineLatest([unsent('pending'), unsent('waiting'), young]).pipe(
    map((lists) => [...new Map(lists.flat().map((row) => [row.id, eventRowOf(row)])).values()]),
    switchMap((rows) => withEvents(rows.sort((a, b) => a.seq - b.seq))),
    map(counting),
  );
}

async function withEvents(rows: readonly EventRow[]): Promise<TaskLog['events']> {
  const read = await Promise.all(rows.map(async (row) => ({ row, event: await readEvent(row) })));
  return read.filter((entry): entry is TaskLog['events'][number] => entry.event !== undefined);
}

function unsentTasks$(local: Local): Observable<Set<string>> {
  const unsent = (state: string) => local.collections.events.find({ selector: { 'sync.state': state } as never }).$;
  return combineLatest([unsent('pending'), unsent('waiting')]).pipe(
    map((lists) => new Set<string>(lists.flat().map(({ task }) => task))),
  );
}

/** Whether the task left the officer's scope and is only held here (task-scope.ts). */
export const isHeld$ = (db: DeviceDb, id: string): Observable<boolean> =>
  from(liveQuery(async () => (await db.held.get(id)) !== undefined));
