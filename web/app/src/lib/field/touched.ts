/** A short tremble under the finger: chosen, saved, scanned. In gloves and in wind the eye is elsewhere. */
const SHORT = 20;

export function touched(): void {
  // Chromium complains of a call before the first touch: a code can be scanned without one.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(SHORT);
}
