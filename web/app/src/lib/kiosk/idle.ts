/** Pure: how long a screen waits for the next touch before it is cleared for the next person. */

/** Seconds without a touch, after which everything of a person is gone. */
export const IDLE_SECONDS = 60;
/** Last seconds of them, in which the screen asks first: at least 20 (WCAG 2.2.1). */
export const WARNING_SECONDS = 20;

export interface Idle {
  /** Whole seconds until the screen is cleared. */
  readonly left: number;
  readonly phase: 'in-use' | 'warning' | 'over';
}

/** Milliseconds. A clock that was set back counts as a touch. */
export function idleSince(touchedAt: number, now: number): Idle {
  const left = Math.ceil(IDLE_SECONDS - Math.max(0, now - touchedAt) / 1000);
  if (left <= 0) return { left: 0, phase: 'over' };
  return { left: Math.min(IDLE_SECONDS, left), phase: left <= WARNING_SECONDS ? 'warning' : 'in-use' };
}
