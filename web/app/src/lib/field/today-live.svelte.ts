/** Fills the first screen from the databases for as long as it is open, and keeps its snapshot. */
import { combineLatest, from, map, of, switchMap } from 'rxjs';
import type { Device } from '#lib/offline/device.svelte.ts';
import { mattersById$ } from '#lib/offline/matters.ts';
import { openTasks$, unsentTasks$ } from '#lib/offline/task-log.ts';
import { keepSnapshot } from './snapshot.ts';
import type { Today } from './today.svelte.ts';

/** Returns the end. */
export function follow(device: Device, today: Today, now: number): () => void {
  const withMatters$ = openTasks$(device.local, now).pipe(
    switchMap((tasks) => {
      const ids = [...new Set(tasks.flatMap(({ matters }) => matters))];
      const matters$ = ids.length > 0 ? from(mattersById$(device.db, ids)) : of(new Map());
      return matters$.pipe(map((matters) => ({ tasks, matters })));
    }),
  );
  const subscription = combineLatest([withMatters$, unsentTasks$(device.local)]).subscribe({
    next: ([{ tasks, matters }, unsent]) => {
      Object.assign(today, { tasks, matters, unsent, failed: false });
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
  const { pending = 0, parked, lastPull, lastSync } = status;
  if (!tasks || lastPull === undefined) return;
  const shown = { tasks, unsent: [...unsent], matters: [...matters.values()] };
  keepSnapshot(actor.account, { ...shown, pending, parked, lastPull, lastSync });
}
