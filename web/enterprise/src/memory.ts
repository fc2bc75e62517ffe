/** Small things to know at once, before any database is open. Storage may be refused: then they last as long as the page. */
import { keep, readKept } from '@liangma/web-common/kept';

const TASKS = 'liangma.c.tasks';
const NEWEST = 'liangma.c.newest';
const SEEN = 'liangma.c.seen';
const MOST_TASKS = 200;
const MOST_SEEN = 50;

export const remembersTask = (task: string): boolean => list(TASKS).includes(task);

export const remembersAny = (): boolean => list(TASKS).length > 0;

/** This browser has confirmed, refused or evaluated this task. */
export function rememberTask(task: string): void {
  if (!remembersTask(task)) keep(TASKS, [task, ...list(TASKS)].slice(0, MOST_TASKS).join(' '));
}

const NUMBERS = 'liangma.c.numbers';

/** Check number of a task that was answered here, for the way back to evaluate it. */
export const numberOf = (task: string): string | undefined =>
  list(NUMBERS)
    .find((entry) => entry.startsWith(`${task}=`))
    ?.slice(task.length + 1);

export function noteNumber(task: string, number: string): void {
  if (!numberOf(task)) keep(NUMBERS, [`${task}=${number}`, ...list(NUMBERS)].slice(0, MOST_TASKS).join(' '));
}

/** The newest signed time this browser has seen, seconds since 1970. */
export const newestSignedTime = (): number => Number(readKept(NEWEST)) || 0;

export function noteSignedTime(seconds: number): void {
  if (seconds > newestSignedTime()) keep(NEWEST, String(seconds));
}

/** When this browser first saw the text of a code, ms; from now on it knows. */
export function firstSeen(text: string, now: number): number {
  const key = keyOf(text);
  const known = list(SEEN).find((entry) => entry.startsWith(key));
  if (!known) keep(SEEN, [key + now, ...list(SEEN)].slice(0, MOST_SEEN).join(' '));
  return known ? Number(known.slice(key.length)) : now;
}

/** The clock may have been wrong, or the text an old one: the next time is the first again. */
export const forgetSeen = (text: string): void =>
  keep(
    SEEN,
    list(SEEN)
      .filter((entry) => !entry.startsWith(keyOf(text)))
      .join(' '),
  );

/** The end of a live text is its link, which no other step and no other code has. */
const keyOf = (text: string): string => `${text.slice(-40)}=`;

const list = (key: string): string[] => (readKept(key) ?? '').split(' ').filter(Boolean);
