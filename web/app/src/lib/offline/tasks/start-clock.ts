/** Signs each pending start when its time is up, while the app is open; overdue starts at once. */
import { undoLeft } from '@liangma/shared/sync/undo-start';
import { liveQuery } from 'dexie';
import { combineLatest, from } from 'rxjs';
import type { DeviceDb } from '../database/device-db.ts';
import { devicePolicy } from '../downloads/rules.ts';
import { pendingStarts$, signDueStarts, undoTime } from './pending-starts.ts';

/** Pause after a failed write, ms. */
const AGAIN = 5_000;

/** `region`: place of the device's officer, whose policy gives the time to undo. Returns the end. */
export function watchStarts(db: DeviceDb, now: () => number, region: () => string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sign = (): void => {
    const due = devicePolicy(db, region(), now()).then((policy) => signDueStarts(db, now(), policy));
    due.catch((error: unknown) => {
      console.error(error);
      timer = setTimeout(sign, AGAIN);
    });
  };
  const policies = from(liveQuery(() => devicePolicy(db, region(), now())));
  const subscription = combineLatest([pendingStarts$(db), policies]).subscribe(([starts, policy]) => {
    clearTimeout(timer);
    const left = starts.map((start) => undoLeft(start, now(), undoTime(policy)));
    if (left.length > 0) timer = setTimeout(sign, Math.min(...left));
  });
  return () => {
    subscription.unsubscribe();
    clearTimeout(timer);
  };
}
