import type { Day } from '../kernel/instant.ts';
import { countyOf, type RegionCode } from '../kernel/regions.ts';
import { type Agency, isActiveOn } from './agency.ts';

const COUNTY_DIGITS = 6;

/** Returns the county of all agencies at work; undefined where several counties have some. Agencies above a county have none. */
export function servedCounty(
  agencies: readonly Pick<Agency, 'region' | 'activeFrom' | 'activeUntil'>[],
  today: Day,
): RegionCode | undefined {
  const local = agencies.filter((agency) => agency.region.length >= COUNTY_DIGITS && isActiveOn(agency, today));
  const counties = new Set(local.map(({ region }) => countyOf(region)));
  const [first] = counties;
  return counties.size === 1 ? first : undefined;
}
