/** Lists of the registers: enterprises and officers. */
import { DAY, type Day, dayOf } from '@liangma/shared/kernel/instant';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { Agency } from '@liangma/shared/registry/agency';
import { agencyListSpec } from '@liangma/shared/registry/agency-list';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import type { Officer } from '@liangma/shared/registry/officer';
import { officerListSpec, RENEWAL_DAYS } from '@liangma/shared/registry/officer-list';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { OfficerReads } from '../../../officers/repository.ts';
import type { RegistryReads } from '../../../registry/repository.ts';
import { isPostgres } from '../connection/prepared.ts';
import type { Tables } from '../schema.ts';
import { fieldToken } from '../search/search-docs.ts';
import { beginsWith, matchOf } from '../search/search-match.ts';
import { shardsUnder } from '../shards/shards.ts';
import { type ListSource, listPage, rowsFromData } from './list-page.ts';

export const registryListReads = (db: Kysely<Tables>): Pick<RegistryReads, 'listEnterprises' | 'listAgencies'> => ({
  async listAgencies(region, query, today) {
    const { region: asked, kind, state } = query.filters;
    const match = await matchOf(db, 'agency', query.q, { region: asked, kind });
    const json = jsonOf(db);
    const narrowing = state === 'unqualified' ? [json.isUnqualifiedOn(today)] : [];
    const source: ListSource = {
      spec: agencyListSpec,
      table: 'agencies',
      kind: 'agency',
      shards: undefined,
      // The scope is a token too: agencies have no column for their region.
      match: { ...match, clauses: [...match.clauses, [[fieldToken('agency', 'region', region)]]] },
      scope: [],
      where: narrowing,
      narrows: narrowing.length > 0,
      value: sql.ref('agencies.id'),
    };
    return listPage(db, source, query, rowsFromData<Agency>(db, source));
  },
  async listEnterprises(region, query) {
    const match = await matchOf(db, 'enterprise', query.q, query.filters);
    const numbers = match.numbers.map((number) => beginsWith(sql.ref('enterprises.id'), number));
    const source: ListSource = {
      spec: enterpriseListSpec,
      table: 'enterprises',
      kind: 'enterprise',
      shards: await shardsUnder(db, region),
      match,
      scope: [fieldToken('enterprise', 'region', region)],
      where: [sql`enterprises.removed = 0`, inRegion(region, numbers.length > 0), ...numbers],
      narrows: numbers.length > 0,
      value: sql.ref('enterprises.pinyin'),
      byName: true,
    };
    return listPage(db, source, query, rowsFromData<Enterprise>(db, source));
  },
});

export const officerListReads = (db: Kysely<Tables>): Pick<OfficerReads, 'list'> => ({
  async list({ scope, query, now }) {
    const { region, agency, state } = query.filters;
    const inScope =
      'agency' in scope ? fieldToken('officer', 'agency', scope.agency) : fieldToken('officer', 'region', scope.region);
    const asked = await matchOf(db, 'officer', query.q, { region, agency });
    const json = jsonOf(db);
    const narrowing = [
      ...(state === 'suspended' ? [json.isTrue('suspended')] : []),
      ...(state === 'renew' ? [sql`${json.validTo} <= ${dayOf(now + RENEWAL_DAYS * DAY)}`] : []),
    ];
    const source: ListSource = {
      spec: officerListSpec,
      table: 'officers',
      kind: 'officer',
      shards: undefined,
      // The scope is a token too: officers have no column for their region.
      match: { ...asked, clauses: [...asked.clauses, [[inScope]]] },
      scope: [],
      where: narrowing,
      narrows: narrowing.length > 0,
      value: json.validTo,
    };
    return listPage(db, source, query, rowsFromData<Officer>(db, source));
  },
});

const COUNTY_DIGITS = 6;

/** `elsewhere`: another index is more selective, so that the one of the county must not be chosen. */
const inRegion = (region: RegionCode, elsewhere: boolean): RawBuilder<unknown> =>
  region.length === COUNTY_DIGITS && !elsewhere
    ? sql`enterprises.county = ${region}`
    : sql`enterprises.region || '' like ${`${region}%`}`;

const jsonOf = (db: Kysely<Tables>) =>
  isPostgres(db)
    ? {
        validTo: sql<string>`(officers.data::json->'certificate'->>'validTo')`,
        isTrue: (name: string) => sql`officers.data::json->>${name} = 'true'`,
        isUnqualifiedOn: (day: Day) => sql`(agencies.data::json->>'confirmation' is null
          or agencies.data::json->>'activeUntil' < ${day})`,
      }
    : {
        validTo: sql<string>`json_extract(officers.data, '$.certificate.validTo')`,
        isTrue: (name: string) => sql`json_extract(officers.data, ${`$.${name}`}) = 1`,
        isUnqualifiedOn: (day: Day) => sql`(json_extract(agencies.data, '$.confirmation') is null
          or json_extract(agencies.data, '$.activeUntil') < ${day})`,
      };
