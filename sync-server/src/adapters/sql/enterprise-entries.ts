/** Enterprises with what is kept beside their rows: premises, contacts, grades over time, whitelist. */
import { shardOf } from '@liangma/shared/kernel/regions';
import { type EnterpriseDetails, NO_DETAILS } from '@liangma/shared/registry/enterprise-details';
import type { GradeChange } from '@liangma/shared/registry/grade-history';
import type { EnterpriseEntry } from '@liangma/shared/registry/import/enterprises';
import { lastDayOf, newestWhitelist, type WhitelistEntry } from '@liangma/shared/registry/whitelist';
import { type Kysely, type Selectable, sql } from 'kysely';
import type {
  ChangedEnterprise,
  ChangeStamp,
  RegistryHistoryReads,
  RegistryHistoryWrites,
} from '../../registry/history-repository.ts';
import { isPostgres } from './connection/prepared.ts';
import { byShard, enterpriseWrites, placed } from './enterprises.ts';
import { fromData, insertAll, insertRows } from './rows.ts';
import type { Tables } from './schema.ts';
import { writeDocs } from './search/search-docs.ts';
import { publishStaged, stageDocs, writeStaged } from './search/staged-docs.ts';

type Reads = Pick<
  RegistryHistoryReads,
  'details' | 'grades' | 'whitelist' | 'enterpriseEntries' | 'enterpriseEntriesAfter'
>;

export const enterpriseEntryReads = (db: Kysely<Tables>): Reads => ({
  async details(shard, enterprise) {
    return (await detailsIn(db, shard, [enterprise])).get(enterprise) ?? NO_DETAILS;
  },
  async grades(shard, enterprise) {
    return (await gradesIn(db, shard, [enterprise])).get(enterprise) ?? [];
  },
  async whitelist(shard, enterprise) {
    return (await whitelistIn(db, shard, [enterprise])).get(enterprise) ?? [];
  },
  async enterpriseEntries(ids) {
    const found = new Map<string, EnterpriseEntry>();
    if (ids.length === 0) return found;
    for (const [shard, here] of byShard(await placed(db, ids))) {
      const rows = await db
        .selectFrom('enterprises')
        .select(['id', 'data'])
        .where('shard', '=', shard)
        .where('id', 'in', here)
        .execute();
      for (const entry of await entriesOf(db, shard, rows)) found.set(entry.enterprise.id, entry);
    }
    return found;
  },
  async enterpriseEntriesAfter(shard, id, limit) {
    const rows = await db
      .selectFrom('enterprises')
      .innerJoin('places', (join) =>
        join.onRef('places.id', '=', 'enterprises.id').onRef('places.shard', '=', 'enterprises.shard'),
      )
      .select(['enterprises.id', 'enterprises.data'])
      .where('places.kind', '=', 'enterprise')
      .where('enterprises.shard', '=', shard)
      .where('enterprises.id', '>', id)
      .orderBy('enterprises.id')
      .limit(limit)
      .execute();
    return entriesOf(db, shard, rows);
  },
});

async function entriesOf(
  db: Kysely<Tables>,
  shard: string,
  rows: readonly Pick<Selectable<Tables['enterprises']>, 'id' | 'data'>[],
): Promise<EnterpriseEntry[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [details, grades] = [await detailsIn(db, shard, ids), await gradesIn(db, shard, ids)];
  const whitelist = await whitelistIn(db, shard, ids);
  return rows.map((row) => ({
    enterprise: fromData(row),
    details: details.get(row.id) ?? NO_DETAILS,
    gradeSince: sinceOf(grades.get(row.id)),
    whitelist: newestWhitelist(whitelist.get(row.id) ?? []),
  }));
}

const sinceOf = (history: readonly GradeChange[] | undefined): EnterpriseEntry['gradeSince'] => {
  const last = history?.at(-1);
  return last ? { from: last.from, source: last.source } : null;
};

async function detailsIn(
  db: Kysely<Tables>,
  shard: string,
  ids: readonly string[],
): Promise<Map<string, EnterpriseDetails>> {
  const rows = await db
    .selectFrom('enterprise_details')
    .select(['id', 'data'])
    .where('shard', '=', shard)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, { ...NO_DETAILS, ...fromData(row) }]));
}

/** Entries of each enterprise, in the order in which they were entered. */
async function whitelistIn(
  db: Kysely<Tables>,
  shard: string,
  ids: readonly string[],
): Promise<Map<string, WhitelistEntry[]>> {
  const rows = await db
    .selectFrom('whitelist_entries')
    .select(['enterprise', 'data'])
    .where('shard', '=', shard)
    .where('enterprise', 'in', ids)
    .orderBy('id')
    .execute();
  const found = new Map<string, WhitelistEntry[]>();
  for (const row of rows) found.set(row.enterprise, [...(found.get(row.enterprise) ?? []), fromData(row)]);
  return found;
}

async function gradesIn(
  db: Kysely<Tables>,
  shard: string,
  ids: readonly string[],
): Promise<Map<string, GradeChange[]>> {
  const rows = await db
    .selectFrom('enterprise_grades')
    .selectAll()
    .where('shard', '=', shard)
    .where('enterprise', 'in', ids)
    .orderBy('starts_on')
    .orderBy('at')
    .execute();
  const found = new Map<string, GradeChange[]>();
  for (const { enterprise, grade, starts_on: from, source, at, actor: by } of rows) {
    const history = found.get(enterprise) ?? [];
    history.push({ grade: grade as GradeChange['grade'], from, source, at, by });
    found.set(enterprise, history);
  }
  return found;
}

type Writes = Pick<
  RegistryHistoryWrites,
  'saveEnterpriseEntries' | 'saveDetails' | 'saveGrade' | 'saveWhitelistEntry' | 'expectMany' | 'endMany'
>;

export function enterpriseEntryWrites(db: Kysely<Tables>): Writes {
  let write = writeDocs;
  return {
    async saveEnterpriseEntries(changed, { id, at, actor }) {
      for (const { before, after } of changed) await moveParts(db, before, after);
      await enterpriseWrites(db, write).saveEnterprises(changed.map(({ after }) => after.enterprise));
      await saveDetails(db, changed);
      await insertAll(db, 'enterprise_grades', changed.flatMap(gradeRows({ at, actor })));
      await saveWhitelists(db, changed, { id, at, actor });
    },
    async saveDetails(shard, enterprise, details) {
      const data = JSON.stringify(details);
      await db
        .insertInto('enterprise_details')
        .values({ shard, id: enterprise, data })
        .onConflict((c) => c.columns(['shard', 'id']).doUpdateSet({ data }))
        .execute();
    },
    async saveGrade(shard, enterprise, { from, at, grade, source, by }) {
      await db
        .insertInto('enterprise_grades')
        .values({ shard, enterprise, starts_on: from, at, grade, source, actor: by })
        .execute();
    },
    async saveWhitelistEntry(shard, enterprise, entry) {
      await saveWhitelistRow(db, whitelistRow(shard, enterprise, entry));
    },
    async expectMany() {
      if (!isPostgres(db)) return;
      // The search index merges entries in large batches: by itself it would do so after each 4 MB.
      await sql`select set_config('gin_pending_list_limit', ${PENDING_KILOBYTES}, true), set_config('work_mem', ${WORK_KILOBYTES}, true)`.execute(
        db,
      );
      await stageDocs(db);
      write = writeStaged;
    },
    async endMany() {
      if (write !== writeStaged) return;
      await publishStaged(db);
    },
  };
}

/** Settings of PostgreSQL within the transaction of an import. */
const PENDING_KILOBYTES = '131072';
const WORK_KILOBYTES = '262144';

/** First day of the grade of an enterprise whose earlier history nobody entered. */
const UNKNOWN_START = '1900-01-01';
const UNKNOWN_SOURCE = '变更前等级';

/** A changed entry keeps who entered it when; a new one takes the id of the import, which is one for each enterprise. */
async function saveWhitelists(
  db: Kysely<Tables>,
  changed: readonly ChangedEnterprise[],
  { id: importId, at, actor: by }: Pick<ChangeStamp, 'id' | 'at' | 'actor'>,
): Promise<void> {
  for (const { before, after } of changed) {
    const { whitelist, enterprise } = after;
    if (!whitelist || JSON.stringify(whitelist) === JSON.stringify(before?.whitelist)) continue;
    const [shard, id] = [shardOf(enterprise.region), whitelist.id || importId];
    const known = (await whitelistIn(db, shard, [enterprise.id])).get(enterprise.id)?.find((one) => one.id === id);
    const removed = whitelist.removed && { at, by, ...known?.removed, ...whitelist.removed };
    const entry: WhitelistEntry = { at, by, ...known, ...whitelist, id, removed };
    await saveWhitelistRow(db, whitelistRow(shard, enterprise.id, entry));
  }
}

export const whitelistRow = (
  shard: string,
  enterprise: string,
  entry: WhitelistEntry,
): Tables['whitelist_entries'] => ({
  shard,
  enterprise,
  id: entry.id,
  starts_on: entry.from,
  ends_on: lastDayOf(entry),
  data: JSON.stringify(entry),
});

async function saveWhitelistRow(db: Kysely<Tables>, row: Tables['whitelist_entries']): Promise<void> {
  const { starts_on, ends_on, data } = row;
  await db
    .insertInto('whitelist_entries')
    .values(row)
    .onConflict((c) => c.columns(['shard', 'enterprise', 'id']).doUpdateSet({ starts_on, ends_on, data }))
    .execute();
}

const gradeRows =
  ({ at, actor }: { readonly at: number; readonly actor: string }) =>
  ({ before, after }: ChangedEnterprise): Tables['enterprise_grades'][] => {
    const { enterprise, gradeSince } = after;
    const known = before?.gradeSince;
    if (!gradeSince || (known?.from === gradeSince.from && known.source === gradeSince.source)) return [];
    const place = { shard: shardOf(enterprise.region), enterprise: enterprise.id as string };
    const row = { ...place, starts_on: gradeSince.from, at, grade: enterprise.grade, source: gradeSince.source, actor };
    const isFirstChange = before && !known && before.enterprise.grade !== enterprise.grade;
    if (!isFirstChange) return [row];
    const unknown = { starts_on: UNKNOWN_START, at: 0, grade: before.enterprise.grade, source: UNKNOWN_SOURCE, actor };
    return [{ ...place, ...unknown }, row];
  };

async function saveDetails(db: Kysely<Tables>, changed: readonly ChangedEnterprise[]): Promise<void> {
  const isEmpty = (details: EnterpriseDetails) => Object.values(details).every((list) => list.length === 0);
  const rows = changed
    .filter(({ before, after }) => !isEmpty(after.details) || (before !== undefined && !isEmpty(before.details)))
    .map(({ after: { enterprise, details } }) => ({
      shard: shardOf(enterprise.region),
      id: enterprise.id as string,
      data: JSON.stringify(details),
    }));
  for (let i = 0; i < rows.length; i += DETAILS_A_STATEMENT) {
    await insertRows(db, 'enterprise_details', rows.slice(i, i + DETAILS_A_STATEMENT))
      .onConflict((c) => c.columns(['shard', 'id']).doUpdateSet({ data: sql`excluded.data` }))
      .execute();
  }
}

const DETAILS_A_STATEMENT = 200;

/** An enterprise that moves to another prefecture takes what is kept beside its row along. */
async function moveParts(
  db: Kysely<Tables>,
  before: EnterpriseEntry | undefined,
  { enterprise }: EnterpriseEntry,
): Promise<void> {
  const [from, to] = [before && shardOf(before.enterprise.region), shardOf(enterprise.region)];
  if (from === undefined || from === to) return;
  const { id } = enterprise;
  await sql`insert into enterprise_details (shard, id, data)
    select ${to}, id, data from enterprise_details where shard = ${from} and id = ${id}`.execute(db);
  await sql`delete from enterprise_details where shard = ${from} and id = ${id}`.execute(db);
  await sql`insert into enterprise_grades (shard, enterprise, starts_on, at, grade, source, actor)
    select ${to}, enterprise, starts_on, at, grade, source, actor from enterprise_grades
    where shard = ${from} and enterprise = ${id}`.execute(db);
  await sql`delete from enterprise_grades where shard = ${from} and enterprise = ${id}`.execute(db);
  await sql`insert into whitelist_entries (shard, enterprise, id, starts_on, ends_on, data)
    select ${to}, enterprise, id, starts_on, ends_on, data from whitelist_entries where shard = ${from} and enterprise = ${id}`.execute(
    db,
  );
  await sql`delete from whitelist_entries where shard = ${from} and enterprise = ${id}`.execute(db);
  await sql`insert into registry_changes (shard, kind, subject, id, at, actor, import_id, before)
    select ${to}, kind, subject, id, at, actor, import_id, before from registry_changes
    where shard = ${from} and kind = 'enterprises' and subject = ${id}`.execute(db);
  await sql`delete from registry_changes where shard = ${from} and kind = 'enterprises' and subject = ${id}`.execute(
    db,
  );
}
