/**
 * [SYNC-8] An evaluation that is given again: all are kept, one counts. Later is what the device made later, by its
 * chain and by no clock, whichever came in first.
 */
interface Given {
  readonly device: string;
  readonly seq: number;
}

/** [SYNC-8] Tells whether an evaluation replaces another of the same task. */
export const replaces = (next: Given, before: Given): boolean => next.device === before.device && next.seq > before.seq;

/** Tells whether an evaluation is the latest among all of its task. */
export const isLatest = (one: Given, all: readonly Given[]): boolean => !all.some((other) => replaces(other, one));
