/** The list of the whitelist. Its search is that of the enterprises that are on it. */
import type { Day } from '@liangma/shared/kernel/instant';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { WhitelistEntry, WhitelistEntryState } from '@liangma/shared/registry/whitelist';
import { whitelistListSpec } from '@liangma/shared/registry/whitelist-list';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { EnterpriseOnList, RegistryReads } from '../../../registry/repository.ts';
import type { Tables } from '../schema.ts';
import { beginsWith, holds, matchOf } from '../search/search-match.ts';
import { inShards, shardsUnder, within } from '../shards/shards.ts';
import { listPage } from './list-page.ts';
import type { ListSource } from './page-parts.ts';

export const whitelistReads = (db: Kysely<Tables>): Pick<RegistryReads, 'listWhitelist'> => ({
  async listWhitelist(region, query, today) {
    const { state, region: asked } = query.filters;
    const scope = within(region, asked);
    const shards = await shardsUnder(db, scope);
    const match = await matchOf(db, 'enterprise', query.q, {});
    // The shard says as much as the code of a prefecture or a province.
    const where = state ? holding(state, today) : [];
    if (scope.length > PREFECTURE_DIGITS) where.push(ofEnterprise(inRegion(scope)));
    // A region outside the own one has no rows here.
    if (asked !== undefined && asked !== scope) where.push(ofEnterprise(inRegion(asked)));
    for (const number of match.numbers) where.push(beginsWith(sql.ref('whitelist_entries.enterprise'), number));
    if (match.clauses.length > 0)
      where.push(sql`exists (select 1 from search_docs d where d.shard = whitelist_entries.shard
        and d.kind = 'enterprise' and d.id = whitelist_entries.enterprise and ${holds(db, match, 'd', 'enterprise', shards)})`);
    const source: ListSource = {
      spec: whitelistListSpec,
      table: 'whitelist_entries',
      kind: 'enterprise',
      shards,
      match: { clauses: [], numbers: [] },
      scope: [],
      where: [],
      narrowing: where,
      // A county’s entries are read once for the page and the count.
      isFew: scope.length > PREFECTURE_DIGITS,
      id: KEY,
      value: sql.ref(query.sort.endsWith('last') ? 'whitelist_entries.ends_on' : 'whitelist_entries.starts_on'),
    };
    return listPage(db, source, query, (keys) => entriesOf(db, shards, keys));
  },
});

const PREFECTURE_DIGITS = 4;

/** Key of an entry in the order of the indexes. */
const KEY = sql<string>`(whitelist_entries.enterprise || ' ' || whitelist_entries.id)`;

const keyOf = (enterprise: string, id: string): string => `${enterprise} ${id}`;

/** `whitelistStateOn` as a condition. */
function holding(state: WhitelistEntryState, today: Day): RawBuilder<unknown>[] {
  const starts = sql.ref('whitelist_entries.starts_on');
  const ends = sql.ref('whitelist_entries.ends_on');
  if (state === 'ended') return [sql`(${ends} < ${today} or ${ends} < ${starts})`];
  if (state === 'current') return [sql`${starts} <= ${today}`, sql`${ends} >= ${today}`];
  return [sql`${starts} > ${today}`, sql`${ends} >= ${starts}`];
}

const ofEnterprise = (condition: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`exists (select 1 from enterprises e where e.shard = whitelist_entries.shard
    and e.id = whitelist_entries.enterprise and ${condition})`;

const inRegion = (region: RegionCode): RawBuilder<unknown> => sql`e.region like ${`${region}%`}`;

async function entriesOf(
  db: Kysely<Tables>,
  shards: readonly string[],
  keys: readonly string[],
): Promise<Map<string, EnterpriseOnList>> {
  if (keys.length === 0) return new Map();
  const ids = [...new Set(keys.map((key) => key.slice(0, key.indexOf(' '))))];
  const rows = await db
    .selectFrom('whitelist_entries as w')
    .innerJoin('enterprises as e', (join) => join.onRef('e.shard', '=', 'w.shard').onRef('e.id', '=', 'w.enterprise'))
    .select(['w.enterprise', 'w.id', 'w.data', 'e.data as enterpriseData'])
    .where(inShards('w.shard', shards))
    .where('w.enterprise', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ enterprise, id, data, enterpriseData }) => [
      keyOf(enterprise, id),
      { entry: JSON.parse(data) as WhitelistEntry, enterprise: JSON.parse(enterpriseData) as Enterprise },
    ]),
  );
}
