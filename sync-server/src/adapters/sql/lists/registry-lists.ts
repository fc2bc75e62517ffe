/** Lists of the registers: enterprises and officers. */
import { DAY, dayOf } from '@liangma/shared/kernel/instant';
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
import type { Tables } from '../schema.ts';
import { inRegion } from '../search/regions.ts';
import { fieldToken } from '../search/search-docs.ts';
import { beginsWith, matchOf } from '../search/search-match.ts';
import { shardsUnder, within } from '../shards/shards.ts';
import { listPage, rowsFromData } from './list-page.ts';
import type { ListSource } from './page-parts.ts';

export const registryListReads = (db: Kysely<Tables>): Pick<RegistryReads, 'listEnterprises' | 'listAgencies'> => ({
  async listAgencies(region, query, today) {
    const { region: asked, kind, state } = query.filters;
    const narrowing = [
      ...(asked ? [inRegion(sql.ref('agencies.region'), asked)] : []),
      ...(state === 'unqualified' ? [sql`(agencies.confirmed = 0 or agencies.active_until < ${today})`] : []),
    ];
    const source: ListSource = {
      spec: agencyListSpec,
      table: 'agencies',
      kind: 'agency',
      shards: undefined,
      match: await matchOf(db, 'agency', query.q, { kind }),
      scope: [fieldToken('agency', 'region', region)],
      where: [inRegion(sql.ref('agencies.region'), region)],
      narrowing,
      value: sql.ref('agencies.id'),
    };
    return listPage(db, source, query, rowsFromData<Agency>(db, source));
  },
  async listEnterprises(region, query) {
    const match = await matchOf(db, 'enterprise', query.q, query.filters);
    const numbers = match.numbers.map((number) => beginsWith(sql.ref('enterprises.id'), number));
    const area = within(region, query.filters.region);
    const source: ListSource = {
      spec: enterpriseListSpec,
      table: 'enterprises',
      kind: 'enterprise',
      shards: await shardsUnder(db, area),
      match,
      scope: [fieldToken('enterprise', 'region', area)],
      where: [sql`enterprises.removed = 0`, inScope(area, numbers.length > 0)],
      narrowing: numbers,
      isFew: numbers.length > 0,
      value: sql.ref('enterprises.pinyin'),
      ...(area.length <= COUNTY_DIGITS ? { words: sql.ref('enterprises.words') } : {}),
      byName: true,
      docSort: 'text',
    };
    return listPage(db, source, query, rowsFromData<Enterprise>(db, source));
  },
});

export const officerListReads = (db: Kysely<Tables>): Pick<OfficerReads, 'list'> => ({
  async list({ scope, query, now }) {
    const { region, agency, state } = query.filters;
    const isOwn = 'agency' in scope;
    const narrowing = [
      ...(region ? [inRegion(sql.ref('officers.region'), region)] : []),
      ...(agency ? [sql`officers.agency = ${agency}`] : []),
      ...(state === 'suspended' ? [sql`officers.suspended = 1`] : []),
      ...(state === 'renew' ? [sql`officers.valid_to <= ${dayOf(now + RENEWAL_DAYS * DAY)}`] : []),
    ];
    const source: ListSource = {
      spec: officerListSpec,
      table: 'officers',
      kind: 'officer',
      shards: undefined,
      match: await matchOf(db, 'officer', query.q, {}),
      scope: [isOwn ? fieldToken('officer', 'agency', scope.agency) : fieldToken('officer', 'region', scope.region)],
      where: [isOwn ? sql`officers.agency = ${scope.agency}` : inRegion(sql.ref('officers.region'), scope.region)],
      narrowing,
      value: sql.ref('officers.valid_to'),
    };
    return listPage(db, source, query, rowsFromData<Officer>(db, source));
  },
});

const COUNTY_DIGITS = 6;
/** The shard says as much as the code of a prefecture or a province. */
const PREFECTURE_DIGITS = 4;

/** `elsewhere`: another index is more selective, so that the one of the county must not be chosen. */
const inScope = (region: RegionCode, elsewhere: boolean): RawBuilder<unknown> =>
  region.length <= PREFECTURE_DIGITS
    ? sql`1 = 1`
    : region.length === COUNTY_DIGITS && !elsewhere
      ? sql`enterprises.county = ${region}`
      : sql`enterprises.region || '' like ${`${region}%`}`;
