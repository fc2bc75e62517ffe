/**
 * Runs few tasks at once, so that they leave threads and processor to others. A limited number waits, few of one key, and keys
 * take turns, so that a sender of many takes no place from the rest.
 */
export interface FewAtOnce {
  /** Undefined if too many wait already; then the task does not run. */
  run<T>(key: string, work: () => Promise<T>): Promise<T | undefined>;
}

export function fewAtOnce(limit: { running: number; waiting: number; waitingOfKey: number }): FewAtOnce {
  const waiting: { readonly key: string; readonly start: () => void }[] = [];
  let running = 0;
  const turn = async (key: string): Promise<boolean> => {
    if (running < limit.running) {
      running += 1;
      return true;
    }
    const ofKey = waiting.filter((one) => one.key === key).length;
    if (waiting.length >= limit.waiting || ofKey >= limit.waitingOfKey) return false;
    // The place passes to the next task, so `running` does not change.
    await new Promise<void>((start) => waiting.push({ key, start }));
    return true;
  };
  const end = (key: string): void => {
    const ofOther = waiting.findIndex((one) => one.key !== key);
    const [next] = waiting.splice(Math.max(0, ofOther), 1);
    if (next) next.start();
    else running -= 1;
  };
  return {
    async run(key, work) {
      if (!(await turn(key))) return undefined;
      try {
        return await work();
      } finally {
        end(key);
      }
    },
  };
}
