/** Our own client engine in a page without components: what the field app runs beneath its screens. */
import type { TaskId } from '@liangma/shared/kernel/ids';
import { field } from '@liangma/testing/engine/field-page';
import { app } from '../../../../web/app/src/lib/field/app.svelte.ts';
import { type DeviceDb, readMeta } from '../../../../web/app/src/lib/offline/database/device-db.ts';
import { waitUntil } from '../../../../web/app/src/lib/offline/database/wait-until.ts';
import { countChecked } from '../../../../web/app/src/lib/offline/outbox/event-rows.ts';
import type { TaskRow } from '../../../../web/app/src/lib/offline/rows.ts';
import { eventsOf } from '../events-of.ts';

/** Told by the database itself: asking it again and again would cost what is measured. */
async function until(done: (db: DeviceDb) => Promise<boolean>): Promise<void> {
  while (!app.device) await new Promise((resolve) => setTimeout(resolve, 20));
  const { db } = app.device;
  await waitUntil(() => done(db));
}

export const ours = {
  /** Milliseconds from the first request for tasks until the device has said that it has caught up. */
  async pull(): Promise<number> {
    await field.open();
    await until(async (db) => (await readMeta(db, 'lastPull')) !== undefined);
    const end = performance.now();
    const [first] = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/tasks/pull'));
    return end - (first?.startTime ?? 0);
  },
  count: async (): Promise<number> => (await field.tasks()).length,
  /** Makes four events for each of so many tasks, with a pause after each. Returns the milliseconds of each event. */
  async make(from: number, tasks: number, pause: number): Promise<number[]> {
    const rows = (await field.tasks()).sort((a, b) => (a.id < b.id ? -1 : 1)).slice(from, from + tasks);
    const times: number[] = [];
    for (const row of rows as TaskRow[]) {
      for (const [type, data] of eventsOf(row.data as never)) {
        const start = performance.now();
        const made = await field.append({ type, task: row.id as TaskId, taskRev: row.rev, data } as never);
        if (!made) throw new Error(`no ${type}`);
        times.push(performance.now() - start);
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    return times;
  },
  /** Milliseconds until each event has its receipt. */
  async push(count: number): Promise<number> {
    const start = performance.now();
    field.sync();
    await until(async (db) => (await countChecked(db)) === count);
    return performance.now() - start;
  },
};
