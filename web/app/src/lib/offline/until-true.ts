import { liveQuery } from 'dexie';

/** Resolves when a query over the device's database says true, whichever tab has made it so. */
export function untilTrue(query: () => Promise<boolean>): Promise<void> {
  return new Promise((resolve, reject) => {
    const subscription = liveQuery(query).subscribe({
      next: (yes) => {
        if (!yes) return;
        queueMicrotask(() => subscription.unsubscribe());
        resolve();
      },
      error: reject,
    });
  });
}
