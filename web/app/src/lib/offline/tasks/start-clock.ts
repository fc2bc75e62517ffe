/** Signs each pending start when its time is up, while the app is open; overdue starts at once. */
import { DEFAULT_POLICY } from '@liangma/shared/compliance/policy';
import { undoLeft } from '@liangma/shared/sync/undo-start';
import type { DeviceDb } from '../database/device-db.ts';
import { pendingStarts$, signDueStarts } from './pending-starts.ts';

/** Pause after a failed write, ms. */
const AGAIN = 5_000;

/** Returns the end. */
export function watchStarts(db: DeviceDb, now: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sign = (): void => {
    signDueStarts(db, now()).catch((error: unknown) => {
      console.error(error);
      timer = setTimeout(sign, AGAIN);
    });
  };
  const subscription = pendingStarts$(db).subscribe((starts) => {
    clearTimeout(timer);
    const left = starts.map((start) => undoLeft(start, now(), DEFAULT_POLICY));
    if (left.length > 0) timer = setTimeout(sign, Math.min(...left));
  });
  return () => {
    subscription.unsubscribe();
    clearTimeout(timer);
  };
}
