/**
 * Simulated time. It stands still while anything is under way, and then goes to what is due next, and to what is due
 * within a drawn while after it: so long did the work before take, and all of that is under way at once. What is under
 * way: the immediates of this process (fake-indexeddb and the server's group commit run on them; microtasks always end
 * before the next one) and requests inside the server, which may wait for a database.
 */

export interface Time {
  now(): number;
  /** Returns what calls it off. */
  at(when: number, run: () => void): () => void;
  after(ms: number, run: () => void): () => void;
  /** Goes on to `end`, doing all that falls due. */
  until(end: number): Promise<void>;
  /** Time waits for this. */
  hold<T>(work: Promise<T>): Promise<T>;
  /** Waits, in no simulated time, for what is under way. */
  settled(): Promise<void>;
}

interface Due {
  readonly when: number;
  readonly order: number;
  run: (() => void) | undefined;
}

/** `tardiness`: how many ms the work takes that begins now. */
export function timeFrom(start: number, tardiness: () => number): Time {
  const due: Due[] = [];
  let now = start;
  let order = 0;
  let held = 0;
  poll = (run) => void at(now + POLL, run);
  const settled = async (): Promise<void> => {
    do await turn();
    while (immediates > 0 || held > 0);
  };
  const at = (when: number, run: () => void): (() => void) => {
    const entry: Due = { when: Math.max(Math.ceil(when), now), order: order++, run };
    push(due, entry);
    return () => {
      entry.run = undefined;
    };
  };
  return {
    now: () => now,
    at,
    after: (ms, run) => at(now + Math.max(0, ms), run),
    settled,
    async until(end) {
      await settled();
      while (due[0] && due[0].when <= end) {
        const last = Math.min(end, due[0].when + tardiness());
        for (let next = due[0]; next && next.when <= last; next = due[0]) {
          pop(due);
          now = next.when;
          next.run?.();
        }
        await settled();
      }
      now = Math.max(now, end);
    },
    hold(work) {
      held++;
      return work.finally(() => {
        held--;
      });
    },
  };
}

const realImmediate = globalThis.setImmediate;
const turn = (): Promise<void> => new Promise((resolve) => realImmediate(resolve));

/** Immediates that wait. Called through `globalThis` by fake-indexeddb, by name in the server. */
let immediates = 0;

/** A database that others hold open is asked again and again whether it is closed, by fake-indexeddb: time goes on meanwhile. */
const POLLING = 'waitForOthersClosed';
/** ms between two looks. */
const POLL = 40;
/** In the time of the run that is played. */
let poll: (run: () => void) => void = () => undefined;

/** Counts every immediate from now on; once a process. */
export function countImmediates(): void {
  const counted = (run: (...args: unknown[]) => void, ...args: unknown[]): NodeJS.Immediate | undefined => {
    if (run.name === POLLING) return void poll(run);
    immediates++;
    return realImmediate(() => {
      immediates--;
      run(...args);
    });
  };
  globalThis.setImmediate = Object.assign(counted, realImmediate) as typeof setImmediate;
}

const isBefore = (a: Due, b: Due): boolean => a.when < b.when || (a.when === b.when && a.order < b.order);

/** A binary heap, the next one first. */
function push(heap: Due[], entry: Due): void {
  let i = heap.push(entry) - 1;
  for (let up = (i - 1) >> 1; i > 0 && isBefore(entry, heap[up] as Due); up = (i - 1) >> 1) {
    heap[i] = heap[up] as Due;
    i = up;
  }
  heap[i] = entry;
}

function pop(heap: Due[]): void {
  const last = heap.pop() as Due;
  if (heap.length === 0) return;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Due, heap[child] as Due)) child++;
    if (!isBefore(heap[child] as Due, last)) break;
    heap[i] = heap[child] as Due;
    i = child;
  }
  heap[i] = last;
}
