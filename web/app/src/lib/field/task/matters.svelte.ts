/** The matters that some tasks name, from this device. */
import type { Matter } from '@liangma/shared/matters/matter';
import type { Task } from '@liangma/shared/tasks/task';
import { type Live, live } from '#lib/offline/database/live.svelte.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { mattersById$ } from '#lib/offline/downloads/matters.ts';

export function mattersOf(device: Device, tasks: () => readonly Task[]): Live<ReadonlyMap<string, Matter>> {
  // A string, so that the same matters in a newer list are no new query.
  const ids = $derived([...new Set(tasks().flatMap((task) => task.matters))].sort().join());
  return live(() => (ids === '' ? undefined : mattersById$(device.db, ids.split(','))));
}
