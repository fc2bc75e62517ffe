/** Photos that a record names and the server does not have, by task. */
import { UNSENT_PHOTO_STATES } from '@liangma/shared/photos/photo-upload';
import { liveQuery, type Observable } from 'dexie';
import type { DeviceDb } from '../database/device-db.ts';
import { isOpen } from '../outbox/parked.ts';
import type { Uses } from '../parts.ts';
import type { PhotoRow } from '../rows.ts';
import { tasksOf } from '../tasks/task-rows.ts';

export interface PhotoGroup {
  readonly task: PhotoRow['task'];
  /** Undefined when the task is not here. */
  readonly enterprise: string | undefined;
  /** Oldest first. */
  readonly rows: readonly PhotoRow[];
  readonly bytes: number;
  /** `held`: their record was not accepted. `set-aside`: nor will it be, as its officer is done with it. */
  readonly state: 'on-the-way' | 'held' | 'set-aside' | 'damaged';
}

export const photoGroups$ = ({ db }: Uses<'db'>): Observable<PhotoGroup[]> =>
  liveQuery(async () => {
    const states = [...UNSENT_PHOTO_STATES, 'held'];
    const rows = await db.photos.where('upload.state').anyOf(states).sortBy('takenAt');
    const groups = new Map<PhotoRow['task'], PhotoRow[]>();
    for (const row of rows) groups.set(row.task, [...(groups.get(row.task) ?? []), row]);
    const [tasks, aside] = await Promise.all([tasksOf(db, [...groups.keys()]), setAside(db)]);
    return [...groups].map(([task, rows], i) => ({
      task,
      rows,
      bytes: rows.reduce((sum, { size }) => sum + size, 0),
      state: stateOf(rows, aside.has(task)),
      enterprise: tasks[i]?.data.enterprise.name,
    }));
  });

/** Tasks whose record was refused and that somebody is done with. */
async function setAside(db: DeviceDb): Promise<ReadonlySet<PhotoRow['task']>> {
  const parked = await db.parked.filter(({ event }) => event.type === 'record-submitted').toArray();
  const open = new Set(parked.filter(isOpen).map(({ event }) => event.task));
  const done = parked.flatMap(({ event, outcome }) => (outcome?.kind === 'discarded' ? [event.task] : []));
  return new Set(done.filter((task) => !open.has(task)));
}

function stateOf(rows: readonly PhotoRow[], isSetAside: boolean): PhotoGroup['state'] {
  const held = rows.flatMap(({ upload }) => (upload.state === 'held' ? [upload.why] : []));
  if (held.includes('damaged')) return 'damaged';
  if (held.length === 0) return 'on-the-way';
  return isSetAside ? 'set-aside' : 'held';
}
