import { liveQuery } from 'dexie';

/** Resolves when a query over the device's database returns true, whichever tab has made it true. `signal` ends the query. */
export function waitUntil(query: () => Promise<boolean>, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const subscription = liveQuery(query).subscribe({
      next: (yes) => {
        if (!yes) return;
        queueMicrotask(() => subscription.unsubscribe());
        resolve();
      },
      error: reject,
    });
    signal?.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
  });
}
