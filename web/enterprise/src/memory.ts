/** Small things to know at once, before any database is open. Storage may be refused: then nothing is remembered. */
const TASKS = 'liangma.c.tasks';
const NEWEST = 'liangma.c.newest';
const MOST_TASKS = 200;

export const remembersTask = (task: string): boolean => tasks().includes(task);

export const remembersAny = (): boolean => tasks().length > 0;

/** This browser has confirmed, refused or evaluated this task. */
export function rememberTask(task: string): void {
  if (!remembersTask(task)) write(TASKS, [task, ...tasks()].slice(0, MOST_TASKS).join(' '));
}

/** The newest signed time this browser has seen, seconds since 1970. */
export const newestSignedTime = (): number => Number(read(NEWEST)) || 0;

export function noteSignedTime(seconds: number): void {
  if (seconds > newestSignedTime()) write(NEWEST, String(seconds));
}

const tasks = (): string[] => read(TASKS).split(' ').filter(Boolean);

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // refused or full: known for this page only, from the database
  }
}
