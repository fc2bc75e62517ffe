/** The tasks of a day, put in the order of a day's way: place by place, each by time. */
import { DAY, dayOf, startOfDay } from '@liangma/shared/kernel/instant';
import type { Task } from '@liangma/shared/tasks/task';
import { wantsExplanation } from '@liangma/shared/tasks/transition';

export interface Place {
  readonly township: string;
  readonly tasks: readonly Task[];
}

export interface TodayLists {
  /** Begun on an earlier day, and no record yet, or one that has to be explained (SYNC-5, SHOW-5). */
  readonly unfinished: readonly Task[];
  /** Being inspected now. */
  readonly running: readonly Task[];
  readonly places: readonly Place[];
  /** Tasks of today with nothing left to do. */
  readonly done: readonly Task[];
  /** By day. */
  readonly later: readonly { readonly day: string; readonly tasks: readonly Task[] }[];
  /** NOT-2: the window ended on an earlier day and nobody went, whether or not the server has said so yet. */
  readonly overdue: readonly Task[];
}

export function arrange(tasks: readonly Task[], now: number): TodayLists {
  const from = startOfDay(dayOf(now));
  const to = from + DAY;
  const sorted = tasks.filter(({ state }) => state !== 'rejected').sort((a, b) => a.window.from - b.window.from);
  const before = sorted.filter(({ window }) => window.from < from);
  const unfinished = before.filter((task) => task.state === 'inspecting' || wantsExplanation(task));
  const openStill = before.filter(({ state, window }) => isPlanned(state) && window.to > from);
  const starting = sorted.filter(({ window }) => window.from >= from && window.from < to);
  const today = [...openStill, ...starting];
  const running = today.filter(({ state }) => state === 'inspecting');
  const done = today.filter(isDone);
  const ahead = today.filter((task) => task.state !== 'inspecting' && !isDone(task));
  const later = sorted.filter(({ state, window }) => isPlanned(state) && window.from >= to);
  return {
    unfinished,
    running,
    done,
    places: groupBy(ahead, ({ enterprise }) => enterprise.township).map(([township, tasks]) => ({
      township,
      tasks,
    })),
    later: groupBy(later, ({ window }) => dayOf(window.from)).map(([day, tasks]) => ({ day, tasks })),
    overdue: before.filter(({ state, window }) => state === 'lapsed' || (state === 'issued' && window.to <= from)),
  };
}

/** The code to show next: one that holds now, before one whose time comes later today. */
export function nextCode({ places }: TodayLists, now: number): Task | undefined {
  const issued = places.flatMap(({ tasks }) => tasks).filter(({ state }) => state === 'issued');
  return (
    issued.find(({ window }) => window.from <= now && now < window.to) ?? issued.find(({ window }) => now < window.to)
  );
}

/** A withdrawn task stays where it was: its officer has to see that it is. */
const isDone = (task: Task): boolean =>
  !isPlanned(task.state) && task.state !== 'inspecting' && task.state !== 'withdrawn' && !wantsExplanation(task);

const isPlanned = (state: Task['state']): boolean => state === 'issued' || state === 'applied';

/** In order of first appearance. */
function groupBy(tasks: readonly Task[], key: (task: Task) => string): [string, Task[]][] {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    const group = groups.get(key(task));
    if (group) group.push(task);
    else groups.set(key(task), [task]);
  }
  return [...groups];
}
