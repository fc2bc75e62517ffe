/** Our own client engine in a page without components: what the field app runs beneath its screens. */
import type { TaskId } from '@liangma/shared/kernel/ids';
import { app } from '../../../../web/app/src/lib/field/app.svelte.ts';
import { type DeviceDb, readMeta } from '../../../../web/app/src/lib/offline/device-db.ts';
import type { TaskRow } from '../../../../web/app/src/lib/offline/rows.ts';
import { field } from '../../../simulate/page/field-page.ts';
import { eventsOf } from '../events-of.ts';

/** Asking more often would cost more than what is measured. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 100));

async function until(done: (db: DeviceDb) => Promise<boolean>): Promise<void> {
  while (!app.device || !(await done(app.device.db))) await soon();
}

export const ours = {
  /** Milliseconds from the first request for tasks until the device has said that it has caught up. */
  async pull(): Promise<{ ms: number; count: number }> {
    await field.open();
    await until(async (db) => (await readMeta(db, 'lastPull')) !== undefined);
    const end = performance.now();
    const [first] = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/tasks/pull'));
    return { ms: end - (first?.startTime ?? 0), count: (await field.tasks()).length };
  },
  /** Signs four events for each of so many tasks. Milliseconds. */
  async sign(from: number, tasks: number): Promise<number> {
    const rows = (await field.tasks()).sort((a, b) => (a.id < b.id ? -1 : 1)).slice(from, from + tasks);
    const start = performance.now();
    for (const row of rows as TaskRow[]) {
      for (const [type, data] of eventsOf(row.data as never)) {
        const made = await field.append({ type, task: row.id as TaskId, taskRev: row.rev, data } as never);
        if (!made) throw new Error(`no ${type}`);
      }
    }
    return performance.now() - start;
  },
  /** Milliseconds until each event has its receipt. */
  async push(count: number): Promise<number> {
    const start = performance.now();
    field.sync();
    await until(async (db) => (await db.receipts.count()) === count);
    return performance.now() - start;
  },
};
