import type { Day } from '@liangma/shared/kernel/instant';
import type { Region, RegionCode } from '@liangma/shared/kernel/regions';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { Agency } from '@liangma/shared/registry/agency';
import type { agencyListSpec } from '@liangma/shared/registry/agency-list';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import type { WhitelistEntry } from '@liangma/shared/registry/whitelist';
import type { whitelistListSpec } from '@liangma/shared/registry/whitelist-list';
import type { ListPage } from '../lists/repository.ts';

/** An entry of the whitelist with its enterprise. */
export interface EnterpriseOnList {
  readonly entry: WhitelistEntry;
  readonly enterprise: Enterprise;
}

export interface RegistryReads {
  regions(under: string): Promise<Region[]>;
  region(code: string): Promise<Region | undefined>;
  agency(id: string): Promise<Agency | undefined>;
  /** Agencies whose own region lies in this one. */
  agenciesIn(region: string): Promise<Agency[]>;
  enterprise(shard: string, id: string): Promise<Enterprise | undefined>;
  /** Not one that ceased. */
  registered(shard: string, id: string): Promise<Enterprise | undefined>;
  isEmpty(): Promise<boolean>;
  /** Names of the regions that are known. */
  regionNames(codes: readonly string[]): Promise<Map<string, string>>;
  /** Names of the agencies that are known. */
  agencyNames(ids: readonly string[]): Promise<Map<string, string>>;
  /** Enterprises of a region that did not cease. */
  listAgencies(region: RegionCode, query: ListQuery<typeof agencyListSpec>, today: Day): Promise<ListPage<Agency>>;
  listEnterprises(region: RegionCode, query: ListQuery<typeof enterpriseListSpec>): Promise<ListPage<Enterprise>>;
  /** WL-1: entries of the whitelist; `today` tells which hold. */
  listWhitelist(
    region: RegionCode,
    query: ListQuery<typeof whitelistListSpec>,
    today: Day,
  ): Promise<ListPage<EnterpriseOnList>>;
}

export interface RegistryWrites {
  saveRegions(regions: readonly Region[]): Promise<void>;
  saveAgencies(agencies: readonly Agency[]): Promise<void>;
  /** New and changed ones with their place in the directory, each with the county's next number; those that are kept so already are left alone. */
  saveEnterprises(enterprises: readonly Enterprise[]): Promise<number>;
}
