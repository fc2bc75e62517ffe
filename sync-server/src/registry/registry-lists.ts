/** Lists of enterprises and officers. */

import { type Day, dayOf } from '@liangma/shared/kernel/instant';
import { countyOf, type RegionCode } from '@liangma/shared/kernel/regions';
import { type ListQuery, wholeList } from '@liangma/shared/lists/list-query';
import type { ListReply } from '@liangma/shared/lists/list-reply';
import type { AgencyRow, agencyListSpec } from '@liangma/shared/registry/agency-list';
import type { Enterprise, ListedEnterprise } from '@liangma/shared/registry/enterprise';
import { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import type { OfficerRow, officerListSpec } from '@liangma/shared/registry/officer-list';
import { lastDayOf, whitelistStateOn } from '@liangma/shared/registry/whitelist';
import type { WhitelistRow, whitelistListSpec } from '@liangma/shared/registry/whitelist-list';
import type { Deps } from '../deps.ts';
import { replyOf } from '../lists/lists.ts';
import type { ListScope } from '../lists/repository.ts';
import type { Reads } from '../ports/store.ts';
import type { EnterpriseOnList } from './repository.ts';

export const enterpriseList = (
  deps: Pick<Deps, 'store'>,
  region: RegionCode,
  query: ListQuery<typeof enterpriseListSpec>,
): Promise<ListReply<ListedEnterprise>> =>
  deps.store.read((tx) =>
    replyOf(
      query,
      (asked) => tx.registry.listEnterprises(region, asked),
      (enterprises) => withTownships(tx, enterprises),
    ),
  );

export const agencyList = (
  deps: Pick<Deps, 'store' | 'clock'>,
  region: RegionCode,
  query: ListQuery<typeof agencyListSpec>,
): Promise<ListReply<AgencyRow>> =>
  deps.store.read((tx) =>
    replyOf(
      query,
      (asked) => tx.registry.listAgencies(region, asked, dayOf(deps.clock.now())),
      async (agencies) => {
        const names = await tx.registry.regionNames(agencies.map(({ region: code }) => code));
        return agencies.map((agency) => ({ ...agency, regionName: names.get(agency.region) ?? '' }));
      },
    ),
  );

/** WL-1: entries of the whitelist, with their state today. */
export const whitelistList = (
  deps: Pick<Deps, 'store' | 'clock'>,
  region: RegionCode,
  query: ListQuery<typeof whitelistListSpec>,
): Promise<ListReply<WhitelistRow>> => {
  const today = dayOf(deps.clock.now());
  return deps.store.read((tx) =>
    replyOf(
      query,
      (asked) => tx.registry.listWhitelist(region, asked, today),
      async (listed) => {
        const names = await tx.registry.regionNames(
          listed.flatMap(({ enterprise: { region: place } }) => [countyOf(place), place]),
        );
        return listed.map((one) => whitelistRowOf(one, today, names));
      },
    ),
  );
};

function whitelistRowOf(
  { entry, enterprise }: EnterpriseOnList,
  today: Day,
  names: ReadonlyMap<RegionCode, string>,
): WhitelistRow {
  const { at: _at, by: _by, removed, ...terms } = entry;
  return {
    enterprise: { id: enterprise.id, name: enterprise.name, region: enterprise.region },
    county: names.get(countyOf(enterprise.region)) ?? '',
    township: names.get(enterprise.region) ?? '',
    ...terms,
    removed,
    state: whitelistStateOn(entry, today),
    last: lastDayOf(entry),
  };
}

/** Enterprises with the names of their townships. */
export async function withTownships(
  tx: Reads<'registry'>,
  enterprises: readonly Enterprise[],
): Promise<ListedEnterprise[]> {
  const names = await tx.registry.regionNames(enterprises.map(({ region }) => region));
  return enterprises.map((enterprise) => ({ ...enterprise, township: names.get(enterprise.region) ?? '' }));
}

export const officerList = (
  deps: Deps,
  scope: ListScope,
  query: ListQuery<typeof officerListSpec>,
): Promise<ListReply<OfficerRow>> =>
  deps.store.read((tx) =>
    replyOf(
      query,
      (asked) => tx.officers.list({ scope, query: asked, now: deps.clock.now() }),
      async (officers) => {
        const names = await tx.registry.agencyNames(officers.map(({ agency }) => agency));
        return officers.map((officer) => ({ ...officer, agencyName: names.get(officer.agency) ?? '' }));
      },
    ),
  );

const MOST_NAMED = 500;

/** Enterprises of a region whose names hold a text, by name. */
export async function enterprisesNamed(tx: Reads<'registry'>, region: RegionCode, text: string): Promise<Enterprise[]> {
  const query = { ...wholeList(enterpriseListSpec), q: text, limit: MOST_NAMED };
  const { rows } = await tx.registry.listEnterprises(region, query);
  return rows.map(({ row }) => row).sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}
