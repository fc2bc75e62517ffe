import { bestEffort } from '@liangma/web-common/best-effort';

/** Keeps the screen on while a code is shown. The browser drops the lock when the page is hidden. Returns the end. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let ended = false;
  const take = async (): Promise<void> => {
    if (document.visibilityState !== 'visible' || ended) return;
    // Old browsers have none: the screen then goes dark as usual.
    if (navigator.wakeLock) lock = await bestEffort(navigator.wakeLock.request('screen'), 'the battery may be low');
    if (ended) void lock?.release();
  };
  const visible = (): void => void take();
  document.addEventListener('visibilitychange', visible);
  void take();
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', visible);
    void lock?.release();
  };
}
