import { bestEffort } from '../best-effort.ts';

/** Returns the work so that it is never under way twice: later calls wait for earlier ones, also for those that fail. */
export function oneAfterAnother<A extends readonly unknown[], T>(
  work: (...args: A) => Promise<T>,
): (...args: A) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const next = last.then(() => work(...args));
    last = bestEffort(next, 'the caller gets the error');
    return next;
  };
}
