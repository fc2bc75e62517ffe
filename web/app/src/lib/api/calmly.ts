/** Debounces hints: the first acts at once when it has been quiet for long enough, later ones wait their time. */
export interface Calm {
  readonly hint: () => void;
  readonly end: () => void;
}

/** Calls `act` at most once in `every` milliseconds, and only while `isVisible` says so. */
export function calmly(every: number, isVisible: () => boolean, act: () => void): Calm {
  let last = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    timer = undefined;
    if (!isVisible()) return;
    last = Date.now();
    act();
  };
  return {
    hint: () => {
      timer ??= setTimeout(run, Math.max(0, last + every - Date.now()));
    },
    end: () => clearTimeout(timer),
  };
}
