const queues = new Map<string, Promise<unknown>>();

/** Runs `work` while no other tab of this origin runs under the same name. */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (globalThis.navigator?.locks) return navigator.locks.request(name, () => work()) as Promise<T>;
  const before = queues.get(name) ?? Promise.resolve();
  const run = before.then(work, work);
  // The next one in the queue starts whether this one fails or not; the caller gets the failure.
  queues.set(name, Promise.allSettled([run]));
  return run;
}
