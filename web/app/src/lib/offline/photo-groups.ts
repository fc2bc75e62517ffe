/** Photos that a record names and the server does not have, by task. */
import { UNSENT_PHOTO_STATES } from '@liangma/shared/records/photo-upload';
import { liveQuery, type Observable } from 'dexie';
import type { Device } from './device.svelte.ts';
import type { PhotoRow } from './photo-rows.ts';
import { tasksOf } from './task-rows.ts';

export interface PhotoGroup {
  readonly task: PhotoRow['task'];
  /** Undefined when the task is not here. */
  readonly enterprise: string | undefined;
  /** Oldest first. */
  readonly rows: readonly PhotoRow[];
  readonly bytes: number;
  /** `held`: their record was not accepted. */
  readonly standing: 'on-the-way' | 'held' | 'damaged';
}

export const photoGroups$ = ({ db }: Pick<Device, 'db'>): Observable<PhotoGroup[]> =>
  liveQuery(async () => {
    const states = [...UNSENT_PHOTO_STATES, 'held'];
    const rows = await db.photos.where('upload.state').anyOf(states).sortBy('takenAt');
    const groups = new Map<PhotoRow['task'], PhotoRow[]>();
    for (const row of rows) groups.set(row.task, [...(groups.get(row.task) ?? []), row]);
    const tasks = await tasksOf(db, [...groups.keys()]);
    return [...groups].map(([task, rows], i) => ({
      ...{ task, rows, bytes: rows.reduce((sum, { size }) => sum + size, 0), standing: standingOf(rows) },
      enterprise: tasks[i]?.data.enterprise.name,
    }));
  });

function standingOf(rows: readonly PhotoRow[]): PhotoGroup['standing'] {
  const held = rows.flatMap(({ upload }) => (upload.state === 'held' ? [upload.why] : []));
  if (held.includes('damaged')) return 'damaged';
  return held.length > 0 ? 'held' : 'on-the-way';
}
