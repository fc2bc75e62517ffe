/** Keys that a person types on a keyboard or a tactile pad; the burst of a scanner is left to whoever hears it. */

/** ms: a scanner types a key within this time of the one before, a person does not (wedge-burst.ts). */
const LONGEST_PAUSE = 50;

/** Calls `press` for each key that stands alone. `at` is in ms. */
export function typing(press: (key: string) => void): (key: string, at: number) => void {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return (key, at) => {
    const isBurst = at - last <= LONGEST_PAUSE;
    last = at;
    clearTimeout(waiting);
    if (!isBurst) waiting = setTimeout(press, LONGEST_PAUSE + 1, key);
  };
}
