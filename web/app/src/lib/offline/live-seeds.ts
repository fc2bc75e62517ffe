/** The seeds of live codes: they come with the tasks and are kept apart from them. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import type { TaskDocument } from '@liangma/shared/protocol/documents';
import { liveQuery } from 'dexie';
import { from, type Observable } from 'rxjs';
import type { DeviceDb, SeedRow } from './device-db.ts';
import type { Page } from './replies.ts';
import type { TaskRow } from './rows.ts';

/** The page as RxDB takes it. A task that comes without a seed has nothing more to show. */
export async function keepSeeds(
  db: DeviceDb,
  page: Page<TaskRow & Pick<TaskDocument, 'liveSeed'>>,
): Promise<Page<TaskRow>> {
  const seeds = page.documents.flatMap(({ id, liveSeed, _deleted }): SeedRow[] => {
    const seed = liveSeed === undefined || _deleted ? undefined : fromBase64Url(liveSeed);
    return seed ? [{ task: id, seed }] : [];
  });
  await db.transaction('rw', db.seeds, db.meta, async () => {
    await db.seeds.bulkDelete(page.documents.map(({ id }) => id));
    await db.seeds.bulkPut(seeds);
    await db.meta.delete('seedsMissing');
  });
  return { ...page, documents: page.documents.map(({ liveSeed: _, ...row }) => row) };
}

/** Null where this device has none. */
export const liveSeed$ = (db: DeviceDb, task: string): Observable<Uint8Array | null> =>
  from(liveQuery(async () => (await db.seeds.get(task))?.seed ?? null));
