/** Seeds of live codes: they come with the tasks and are kept apart from them. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { type DeviceDb, deleteThose } from '../database/device-db.ts';
import type { LiveCodeRow } from '../rows.ts';
import type { PulledTask } from '../wire/replies.ts';

/** A task that comes without a seed loses its live code. */
export async function keepLiveCodes(db: DeviceDb, tasks: readonly PulledTask[]): Promise<void> {
  const rows = tasks.flatMap(({ id, live }): LiveCodeRow[] => {
    const seed = live === undefined ? undefined : fromBase64Url(live.seed);
    return live && seed ? [{ task: id, code: live.code, seed }] : [];
  });
  const shown = new Set<string>(rows.map(({ task }) => task));
  const gone = new Set<string>(tasks.flatMap(({ id }) => (shown.has(id) ? [] : id)));
  await deleteThose(db.liveCodes, gone);
  if (rows.length > 0) await db.liveCodes.bulkPut(rows);
}
