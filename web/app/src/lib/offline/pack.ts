/** The county pack on this device: getting it, and reading what a search found. */
import type { KeySet } from '@liangma/shared/task-code/key-set';
import { liveQuery, type Observable } from 'dexie';
import type { DeviceDb, PackRow, PackText } from './device-db.ts';
import type { openPack, Pack } from './pack-file.ts';
import { enterpriseAt, type Found, findPlaces, type PackEnterprise } from './pack-search.ts';
import { SyncProblem } from './sync-problem.ts';
import type { Wire } from './wire.ts';

/** Undefined when the pack on the device is the newest. Throws a SyncProblem. */
export async function refreshPack(
  db: DeviceDb,
  wire: Wire,
  county: string,
  keys: KeySet,
  now: number,
): Promise<PackRow | undefined> {
  const kept = await db.packs.get(county);
  const file = await wire.getFile(`/api/packs/${county}`, kept?.etag ?? '');
  if (!file) {
    if (kept) await db.packs.put({ ...kept, at: now });
    return undefined;
  }
  const pack = await openedAside(file.bytes, keys);
  if (pack?.county !== county) throw new SyncProblem('not-our-server');
  const row: PackRow = { county, version: pack.version, etag: file.etag, count: pack.count, at: now };
  await replace(db, row, pack);
  return row;
}

function openedAside(bytes: Uint8Array, keys: KeySet): Promise<Pack | undefined> {
  const worker = new Worker(new URL('./pack.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Pack | undefined>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Awaited<ReturnType<typeof openPack>>>) =>
      resolve(data.ok ? data.value : undefined),
    );
    worker.addEventListener('error', () => reject(new SyncProblem('unreadable')));
    worker.postMessage({ bytes, keys });
  }).finally(() => worker.terminate());
}

const replace = (db: DeviceDb, row: PackRow, pack: Pack): Promise<void> =>
  db.transaction('rw', db.packs, db.packKeys, db.packLines, async () => {
    for (const table of [db.packKeys, db.packLines]) {
      await table.where('[county+n]').between([row.county, 0], [row.county, Infinity]).delete();
    }
    await db.packKeys.bulkPut([...pack.keys]);
    await db.packLines.bulkPut([...pack.lines]);
    await db.packs.put(row);
  });

/** The searchable text of a county, all of it in memory while the search page is open. */
export const packKeys = (db: DeviceDb, county: string): Promise<PackText[]> =>
  db.packKeys.where('[county+n]').between([county, 0], [county, Infinity]).toArray();

export interface Enterprises {
  readonly total: number;
  readonly enterprises: readonly PackEnterprise[];
}

export async function findEnterprises(
  db: DeviceDb,
  county: string,
  keys: readonly PackText[],
  query: string,
  limit: number,
): Promise<Enterprises> {
  const found: Found = findPlaces(keys, query, limit);
  const parts = [...new Set(found.places.map(({ n }) => n))];
  const lines = await db.packLines.bulkGet(parts.map((n) => [county, n] as [string, number]));
  const textOf = new Map(lines.map((part) => [part?.n, part]));
  const enterprises = found.places.flatMap(({ n, line }) => {
    const part = textOf.get(n);
    return part ? [enterpriseAt(part, line)] : [];
  });
  return { total: found.total, enterprises };
}

/** Null while this device has no pack of the county. */
export const pack$ = (db: DeviceDb, county: string): Observable<PackRow | null> =>
  liveQuery(async () => (await db.packs.get(county)) ?? null);
