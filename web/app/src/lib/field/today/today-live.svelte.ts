/** Fills the first screen from the databases for as long as it is open, and keeps its snapshot. */
import type { Device } from '#lib/offline/device.svelte.ts';
import { dayList$ } from '#lib/offline/tasks/task-log.ts';
import { keepSnapshot } from './snapshot.ts';
import type { Today } from './today.svelte.ts';

/** Returns the end. */
export function follow(device: Device, today: Today, now: number): () => void {
  const subscription = dayList$(device.db, now).subscribe({
    next: (list) => {
      Object.assign(today, list, { failed: false });
    },
    error: (error) => {
      console.error(error);
      today.failed = true;
    },
  });
  // Also the counts of the pill are part of the picture.
  const keeping = $effect.root(() => {
    $effect(() => keep(device, today));
  });
  return () => {
    keeping();
    subscription.unsubscribe();
  };
}

function keep({ actor, status }: Device, { tasks, unsent, matters }: Today): void {
  const { pending = 0, parked, skew, lastPull, lastSync } = status;
  if (!tasks || lastPull === undefined) return;
  const shown = { tasks, unsent: [...unsent], matters: [...matters.values()] };
  keepSnapshot(actor.account, { ...shown, pending, parked, skew, lastPull, lastSync });
}
