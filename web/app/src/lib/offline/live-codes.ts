/** What shows codes live: it comes with the tasks and is kept apart from them. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import type { TaskDocument } from '@liangma/shared/protocol/documents';
import type { DeviceDb, LiveCodeRow } from './device-db.ts';
import type { Page } from './replies.ts';
import type { TaskRow } from './rows.ts';

/** The page as RxDB takes it. A task that comes without has nothing more to show live. */
export async function keepLiveCodes(
  db: DeviceDb,
  page: Page<TaskRow & Pick<TaskDocument, 'live'>>,
): Promise<Page<TaskRow>> {
  const rows = page.documents.flatMap(({ id, live, _deleted }): LiveCodeRow[] => {
    const seed = live === undefined || _deleted ? undefined : fromBase64Url(live.seed);
    return live && seed ? [{ task: id, code: live.code, seed }] : [];
  });
  const shown = new Set<string>(rows.map(({ task }) => task));
  await db.transaction('rw', db.liveCodes, db.meta, async () => {
    const here = new Set<string>(await db.liveCodes.toCollection().primaryKeys());
    await db.liveCodes.bulkDelete(page.documents.map(({ id }) => id).filter((id) => here.has(id) && !shown.has(id)));
    await db.liveCodes.bulkPut(rows);
    await db.meta.delete('liveCodesMissing');
  });
  return { ...page, documents: page.documents.map(({ live: _, ...row }) => row) };
}
