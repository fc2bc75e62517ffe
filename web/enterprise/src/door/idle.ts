/** What is done once the verdict is on the screen and the phone has nothing better to do. */

/** ms after the verdict: reading comes first. */
const REST = 1000;

export function whenIdle(work: () => void): void {
  const later = () => setTimeout(work, REST);
  const idle = () => ('requestIdleCallback' in window ? requestIdleCallback(later, { timeout: 3000 }) : later());
  if (document.readyState === 'complete') idle();
  else window.addEventListener('load', idle, { once: true });
}
