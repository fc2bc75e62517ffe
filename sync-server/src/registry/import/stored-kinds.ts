/** Storage of the kinds of registry rows: reading what is stored, and saving what changed. */
import { shardOf } from '@liangma/shared/kernel/regions';
import type { Agency } from '@liangma/shared/registry/agency';
import { agencyImport } from '@liangma/shared/registry/import/agencies';
import { type EnterpriseEntry, enterpriseImport } from '@liangma/shared/registry/import/enterprises';
import type { ImportKind } from '@liangma/shared/registry/import/import-kind';
import type { ReadRow } from '@liangma/shared/registry/import/import-rows';
import { hasLeft, officerImport } from '@liangma/shared/registry/import/officers';
import type { CellProblem } from '@liangma/shared/registry/import/problem';
import type { Officer } from '@liangma/shared/registry/officer';
import type { Deps } from '../../deps.ts';
import { NO_SHARD } from '../../ports/shards.ts';
import type { ReadTx, WriteTx } from '../../ports/store.ts';
import type { ChangeStamp } from '../history-repository.ts';
import { addLeavingDay } from '../leaving-day.ts';
import { type RegistryWorld, UNREAD_AGENCY } from './world.ts';

export interface ChangedOf<T> {
  readonly before: T | undefined;
  readonly after: T;
}

export interface StoredKind<T> extends ImportKind<T> {
  /** True when rows of a file are judged with later ones. */
  readonly needsWhole: boolean;
  readonly addTo?: (world: RegistryWorld, rows: readonly ReadRow[]) => void;
  readonly stored: (tx: ReadTx, ids: readonly string[]) => Promise<Map<string, T>>;
  /** Problems of rows with entries that are stored and not in the file, whose end state counts. */
  readonly conflicts?: (
    tx: ReadTx,
    rows: readonly ReadRow[],
    world: RegistryWorld,
  ) => Promise<ReadonlyMap<ReadRow, readonly CellProblem[]>>;
  readonly save: (
    tx: WriteTx,
    changed: readonly ChangedOf<T>[],
    stamp: ChangeStamp,
    deps: Pick<Deps, 'clock' | 'random'>,
  ) => Promise<void>;
  /** Shard and subject of the history of an entry. */
  readonly placeOf: (entry: T) => { readonly shard: string; readonly subject: string };
  /** All entries of a region, in batches, for an export. */
  readonly all: (tx: ReadTx, region: string) => AsyncIterable<readonly T[]>;
}

const BATCH = 500;

/** Blanks make no other name. */
const unspaced = (name: unknown): string => String(name ?? '').replace(/\s/g, '');

export const agencyKind: StoredKind<Agency> = {
  ...agencyImport,
  needsWhole: true,
  addTo(world, rows) {
    for (const { id, values, unread } of rows) {
      const { name, region, kind, parent } = values;
      // Other rows may mean the row by what could not be read of it.
      if (id === '' || unread?.has('id')) world.hasUnreadCode = true;
      if (unread?.has('name')) world.hasUnreadName = true;
      if (id === '' && typeof name !== 'string') continue;
      world.addAgency({
        id: id || UNREAD_AGENCY,
        name: String(name ?? id),
        region: String(region ?? ''),
        kind: unread?.has('kind') ? 'unread' : typeof kind === 'string' ? kind : undefined,
        parent: unread?.has('parent') ? null : parent === undefined || parent === null ? parent : String(parent),
      });
    }
  },
  async stored(tx, ids) {
    const found = new Map<string, Agency>();
    const wanted = new Set(ids);
    for (const agency of await tx.registry.agenciesIn('')) if (wanted.has(agency.id)) found.set(agency.id, agency);
    return found;
  },
  /** Another agency of the registry has the name or the mark, and is no row of the file; a row without a code would become another. */
  async conflicts(tx, rows, world) {
    const agencies = await tx.registry.agenciesIn('');
    const byId = new Map(agencies.map((agency) => [agency.id as string, agency]));
    const others = agencies.filter(
      (agency) => !world.file.has(agency.id) && !agencyImport.hasEnded(agency, world.today),
    );
    const found = rows.map((row): [ReadRow, CellProblem[]] => {
      const { id, values } = row;
      const own = byId.get(id);
      if (!values.id && own && own.name !== values.name)
        return [row, [{ field: 'id', code: 'id-missing', detail: own.name }]];
      const taken = (['name', 'documentMark'] as const).flatMap((field): CellProblem[] => {
        const said = unspaced(values[field]);
        const other = said ? others.find((agency) => unspaced(agency[field]) === said) : undefined;
        return other && !world.hasUnreadCode ? [{ field, code: 'name-taken', detail: other.id }] : [];
      });
      return [row, taken];
    });
    return new Map(found);
  },
  async save(tx, changed) {
    await tx.registry.saveAgencies(changed.map(({ after }) => after));
    // Officers are found by the region of their agency.
    for (const { before, after } of changed) {
      if (before && before.region !== after.region) await tx.officers.save(await tx.officers.ofAgency(after.id));
    }
  },
  placeOf: ({ id }) => ({ shard: NO_SHARD, subject: id }),
  async *all(tx, region) {
    yield await tx.registry.agenciesIn(region);
  },
};

export const officerKind: StoredKind<Officer> = {
  ...officerImport,
  needsWhole: true,
  stored: async (tx, ids) => new Map((await tx.officers.byIds(ids)).map((officer) => [officer.id, officer])),
  /**
   * [QUAL-3] A certificate is that of one officer; who left keeps none from the officer who comes with it to another agency. Whoever is
   * in the file has what the file says: `unique` compares its rows.
   */
  async conflicts(tx, rows, { today, file }) {
    const numbers = rows.map(({ values }) => String(values.certificate ?? ''));
    const holders = (await tx.officers.byCertificates(numbers)).filter(
      (one) => !officerImport.hasEnded(one, today) && !file.has(one.id),
    );
    const found = new Map<ReadRow, CellProblem[]>();
    for (const row of rows) {
      if (hasLeft(row.values, today) || row.unread?.has('leftOn')) continue;
      const holder = holders.find((one) => one.certificate.number === row.values.certificate && one.id !== row.id);
      if (!holder) continue;
      const detail = `${holder.name} ${holder.id}`;
      found.set(row, [{ field: 'certificate', code: 'certificate-taken', detail }]);
    }
    return found;
  },
  async save(tx, changed, { at }, deps) {
    await tx.officers.save(changed.map(({ after }) => after));
    for (const { before, after } of changed)
      if (after.leftOn !== (before?.leftOn ?? null)) await addLeavingDay(deps, tx, after, at);
  },
  placeOf: ({ id }) => ({ shard: NO_SHARD, subject: id }),
  async *all(tx, region) {
    const own = new Set((await tx.registry.agenciesIn(region)).map(({ id }) => id as string));
    let last = '';
    for (;;) {
      const batch = await tx.officers.after(last, BATCH);
      if (batch.length === 0) return;
      last = batch.at(-1)?.id ?? '';
      yield batch.filter(({ agency }) => own.has(agency));
    }
  },
};

export const enterpriseKind: StoredKind<EnterpriseEntry> = {
  ...enterpriseImport,
  needsWhole: false,
  stored: (tx, ids) => tx.registryHistory.enterpriseEntries(ids),
  save: (tx, changed, stamp) => tx.registryHistory.saveEnterpriseEntries(changed, stamp),
  placeOf: ({ enterprise }) => ({ shard: shardOf(enterprise.region), subject: enterprise.id }),
  async *all(tx, region) {
    for (const shard of await tx.shards.under(region)) {
      let last = '';
      for (;;) {
        const batch = await tx.registryHistory.enterpriseEntriesAfter(shard, last, BATCH);
        if (batch.length === 0) break;
        last = batch.at(-1)?.enterprise.id ?? '';
        yield batch.filter(({ enterprise }) => enterprise.region.startsWith(region));
      }
    }
  },
};
