/** History of the registry: changes of rows and imports of files. */
import type { Kysely } from 'kysely';
import { NO_SHARD } from '../../ports/shards.ts';
import type { RegistryHistoryReads, RegistryHistoryWrites } from '../../registry/history-repository.ts';
import { insertAll } from './rows.ts';
import type { Tables } from './schema.ts';

export const registryHistoryReads = (
  db: Kysely<Tables>,
): Pick<RegistryHistoryReads, 'changesOf' | 'imports' | 'madeByImport'> => ({
  async changesOf(shard, kind, subject) {
    const rows = await db
      .selectFrom('registry_changes')
      .selectAll()
      .where('shard', '=', shard)
      .where('kind', '=', kind)
      .where('subject', '=', subject)
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      at: row.at,
      actor: row.actor,
      importId: row.import_id,
      before: row.before === null ? null : JSON.parse(row.before),
    }));
  },
  async imports({ region, agency }, limit) {
    const rows = await db
      .selectFrom('registry_imports')
      .selectAll()
      .where('shard', '=', NO_SHARD)
      .where((eb) =>
        agency === null
          ? eb.or([eb('region', 'like', `${region}%`), eb('region', 'in', prefixesOf(region))])
          : eb('agency', '=', agency),
      )
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ id, at, actor, data, ...scope }) => ({
      id,
      at,
      actor,
      scope: { region: scope.region, agency: scope.agency },
      report: JSON.parse(data),
    }));
  },
  async madeByImport(shard, kind, importId) {
    const rows = await db
      .selectFrom('registry_changes')
      .select('subject')
      .where('shard', '=', shard)
      .where('kind', '=', kind)
      .where('import_id', '=', importId)
      .where('before', 'is', null)
      .orderBy('subject')
      .execute();
    return rows.map(({ subject }) => subject);
  },
});

export const registryHistoryWrites = (
  db: Kysely<Tables>,
): Pick<RegistryHistoryWrites, 'saveChanges' | 'saveImport'> => ({
  async saveChanges(kind, changes, { id, at, actor, importId }) {
    await insertAll(
      db,
      'registry_changes',
      changes.map(({ shard, subject, before }) => ({
        shard,
        kind,
        subject,
        id,
        at,
        actor,
        import_id: importId,
        before: before === null || before === undefined ? null : JSON.stringify(before),
      })),
    );
  },
  async saveImport({ id, at, actor, scope, report }) {
    await db
      .insertInto('registry_imports')
      .values({ shard: NO_SHARD, id, kind: report.kind, at, actor, ...scope, data: JSON.stringify(report) })
      .execute();
  },
});

/** The region with those around it, and the empty one of the operator. */
const prefixesOf = (region: string): string[] =>
  [0, 2, 4, 6].filter((n) => n <= region.length).map((n) => region.slice(0, n));
