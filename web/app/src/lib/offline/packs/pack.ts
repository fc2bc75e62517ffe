/** The county pack on this device: its updates, and the enterprises that a search finds. */
import type { VerifySignature } from '@liangma/shared/kernel/cose';
import { openPack, type Pack, type PackDelta, packLine, packTag, partName } from '@liangma/shared/packs/pack';
import type { KeySet } from '@liangma/shared/trust/key-set';
import { liveQuery, type Observable } from 'dexie';
import type { DeviceDb } from '../database/device-db.ts';
import { withLock } from '../lanes/with-lock.ts';
import type { PackPlace, PackRow } from '../rows.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import type { Wire } from '../wire/wire.ts';
import type { PackOpener } from './pack-opener.ts';
import { enterpriseAt, findPlaces, type PackEnterprise, type PackNames } from './pack-search.ts';
import { lineAt, partText } from './pack-text.ts';

export interface PackPorts {
  readonly db: DeviceDb;
  readonly wire: Wire;
  readonly keys: KeySet;
  readonly verifySignature: VerifySignature;
  opener(): PackOpener;
}

/** Parallel downloads: they keep a slow link busy, and a break loses little. */
const SIDE_BY_SIDE = 3;
/** With more removed lines than this, a whole pack is better than a delta. */
const MAX_GONE = 4_000;

/**
 * Throws a SyncProblem. Downloaded parts stay for the next attempt, and the pack before is searched until all parts are there.
 * Setup and upkeep may both call this: the second call waits, and finds everything there.
 */
export const refreshPack = (ports: PackPorts, county: string, now: number): Promise<void> =>
  withLock(`${ports.db.name}-pack-${county}`, () => refresh(ports, county, now));

async function refresh(ports: PackPorts, county: string, now: number): Promise<void> {
  const { db, wire } = ports;
  const kept = await db.packs.get(county);
  const point = kept && kept.gone.length <= MAX_GONE ? kept : undefined;
  const query = point ? `?${new URLSearchParams({ epoch: point.epoch, seq: String(point.seq) })}` : '';
  const file = await wire.getFile(`/api/packs/${county}${query}`, point ? packTag(point) : '');
  if (!file) {
    if (kept) await db.packs.update(county, { at: now });
    return;
  }
  const opened = await openPack(file.bytes, ports.keys, ports.verifySignature);
  if (!opened.ok || opened.value.county !== county) throw new SyncProblem('not-our-server');
  if (opened.value.kind === 'pack-delta') return applyDelta(db, opened.value, now);
  await fetchPack(ports, opened.value, now);
  // The pack may have been made a while ago: ask for the delta since.
  if (kept?.seq !== opened.value.seq) await refresh(ports, county, now);
}

async function fetchPack({ db, wire, opener }: PackPorts, { county, epoch, seq, count, parts }: Pack, now: number) {
  const pack = `${county}@${epoch}.${seq}`;
  const there = new Set((await db.packNames.where({ pack }).primaryKeys()).map(([, n]) => n));
  const missing = parts.map((hash, n) => ({ hash, n })).filter(({ n }) => !there.has(n));
  const worker = opener();
  const take = async (): Promise<void> => {
    for (let next = missing.shift(); next; next = missing.shift()) {
      const file = await wire.getFile(`/api/packs/${county}/parts/${partName(next.hash)}`, '');
      const part = file && (await worker.open(file.bytes, next.hash));
      if (!part) throw new SyncProblem('not-our-server');
      const key = { pack, n: next.n };
      await db.transaction('rw', db.packNames, db.packRows, async () => {
        await db.packNames.put({ ...key, ...part.names });
        await db.packRows.put({ ...key, ...part.rows });
      });
    }
  };
  // Every download runs to its end, even if one fails, so that its part is kept.
  const ends = await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, take));
  worker.end();
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  await db.transaction('rw', db.packs, db.packNames, db.packRows, async () => {
    await db.packs.put({ county, pack, epoch, seq, count, at: now, gone: [] });
    for (const table of [db.packNames, db.packRows]) {
      const own = await table
        .where('[pack+n]')
        .between([county, 0], [`${county}~`, 0])
        .primaryKeys();
      await table.bulkDelete(own.filter(([of]) => of !== pack));
    }
  });
}

/** Adds the changed lines as one more part and marks the old ones as gone, so that no large text is written again. */
const applyDelta = (db: DeviceDb, delta: PackDelta, now: number): Promise<void> =>
  db.transaction('rw', db.packs, db.packNames, db.packRows, async () => {
    const kept = await db.packs.get(delta.county);
    // Another tab was faster.
    if (kept?.epoch !== delta.epoch || kept.seq !== delta.from) return;
    const { parts, gone } = await packNames(db, kept);
    const ids = new Set([...delta.changed.map(([id]) => id), ...delta.removed]);
    const left = parts.flatMap((part) => placesOf(part, ids).filter(({ n, line }) => !gone.get(n)?.has(line)));
    if (delta.changed.length > 0) {
      const key = { pack: kept.pack, n: Math.max(-1, ...parts.map(({ n }) => n)) + 1 };
      const { names, rows } = partText(delta.changed.map((cells) => packLine(cells).slice(0, -1)));
      await db.packNames.put({ ...key, ...names });
      await db.packRows.put({ ...key, ...rows });
    }
    const { seq, count } = delta;
    await db.packs.put({ ...kept, seq, count, at: now, gone: [...kept.gone, ...left] });
  });

function placesOf(part: PackNames['parts'][number], ids: ReadonlySet<string | undefined>): PackPlace[] {
  const places: PackPlace[] = [];
  for (let line = 0; line < part.starts.length; line++) {
    const text = lineAt(part, line);
    if (ids.has(text.slice(text.lastIndexOf('\t') + 1))) places.push({ n: part.n, line });
  }
  return places;
}

/** The searchable text of a county, all of it in memory while the search page is open. */
export async function packNames(db: DeviceDb, { pack, gone }: Pick<PackRow, 'pack' | 'gone'>): Promise<PackNames> {
  const lines = new Map<number, Set<number>>();
  for (const { n, line } of gone) lines.set(n, (lines.get(n) ?? new Set()).add(line));
  return { parts: await db.packNames.where({ pack }).toArray(), gone: lines };
}

export interface Enterprises {
  readonly total: number;
  readonly enterprises: readonly PackEnterprise[];
}

export async function findEnterprises(
  db: DeviceDb,
  { pack }: Pick<PackRow, 'pack'>,
  names: PackNames,
  query: string,
  limit: number,
): Promise<Enterprises> {
  const found = findPlaces(names, query, limit);
  const parts = [...new Set(found.places.map(({ n }) => n))];
  const rows = await db.packRows.bulkGet(parts.map((n) => [pack, n] as [string, number]));
  const rowsOf = new Map(rows.map((part) => [part?.n, part]));
  const enterprises = found.places.flatMap(({ n, line }) => {
    const part = rowsOf.get(n);
    return part ? [enterpriseAt(part, line)] : [];
  });
  return { total: found.total, enterprises };
}

/** Null while this device has no pack of the county. */
export const pack$ = (db: DeviceDb, county: string): Observable<PackRow | null> =>
  liveQuery(async () => (await db.packs.get(county)) ?? null);
