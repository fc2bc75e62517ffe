/** Counties of the filled store with their agencies and officers: the demo county's, under the names of each county. */
import { DAY, dayOf, type Instant } from '@liangma/shared/kernel/instant';
import type { Region } from '@liangma/shared/kernel/regions';
import type { Agency, AgencyId } from '@liangma/shared/registry/agency';
import type { Officer, OfficerId } from '@liangma/shared/registry/officer';
import { officialRegions } from '../../../sync-server/src/adapters/files/official-regions.ts';
import { AGENCIES } from '../../../sync-server/src/demo/agencies.ts';
import { personName } from '../../../sync-server/src/demo/people-names.ts';
import type { Random } from '../../../sync-server/src/demo/random.ts';
import { COUNTY } from '../../../sync-server/src/demo/regions.ts';

export interface County {
  readonly code: string;
  readonly name: string;
  /** Name in the names of enterprises: 天祝. */
  readonly shortName: string;
  readonly prefecture: Region;
  readonly townships: readonly Region[];
  readonly agencies: readonly Agency[];
}

/** Enterprises of one county; with more, all counties of the province have some. */
const ONE_COUNTY = 74_000;

export function countiesFor(enterprises: number): County[] {
  const regions = officialRegions();
  const all = regions.filter(({ code }) => code.length === 6);
  const chosen = enterprises <= ONE_COUNTY ? all.filter(({ code }) => code === COUNTY.code) : all;
  return chosen.map((county) => countyOf(county, regions)).filter(({ townships }) => townships.length > 0);
}

function countyOf({ code, name }: Region, regions: readonly Region[]): County {
  const prefecture = regions.find((region) => region.code === code.slice(0, 4));
  if (!prefecture) throw new Error(`${code} has no prefecture`);
  const townships = regions.filter((region) => region.code.length === 9 && region.code.startsWith(code));
  const shortName = name.endsWith('自治县') ? name.slice(0, 2) : name.slice(0, -1);
  const place = { code, name, shortName, prefecture, townships };
  return { ...place, agencies: agenciesOf(place) };
}

function agenciesOf({ code, name, prefecture, townships }: Omit<County, 'agencies'>): Agency[] {
  const bureaus = AGENCIES.filter(({ level }) => level === 'county').map((agency): Agency => {
    const renamed = agency.name.replace(COUNTY.name, name).replace('武威市', prefecture.name).replace('天祝', name);
    const { parent, entrustment } = agency;
    return {
      ...agency,
      id: movedTo(code, agency.id),
      name: renamed,
      region: code,
      parent: parent && movedTo(code, parent),
      entrustment: entrustment && { ...entrustment, agency: movedTo(code, entrustment.agency) },
    };
  });
  const model = AGENCIES.find(({ level }) => level === 'township');
  if (!model) throw new Error('the demo has no township');
  const governments = townships.map(
    (township): Agency => ({
      ...model,
      id: `${township.code}-XZZF` as AgencyId,
      name: `${name}${township.name}人民政府`,
      region: township.code,
    }),
  );
  return [...bureaus, ...governments];
}

const movedTo = (code: string, id: string): AgencyId => id.replace(COUNTY.code, code) as AgencyId;

/** Bureaus with many officers; others have `FEW` and up to as many more. */
const STRONG: Readonly<Record<string, number>> = {
  SCJG: 70,
  GAJ: 60,
  NYNC: 35,
  LYCY: 30,
  WSJK: 25,
  ZHZF: 30,
  YJGL: 25,
};
const FEW = 6;
const LONGEST_LEFT = 1_500;

/** Officers whose certificates are valid today, but for one in a hundred. */
export function officersOf(
  { id: agency, region }: Agency,
  firstNumber: number,
  random: Random,
  now: Instant,
): Officer[] {
  const count = STRONG[agency.replace(/^\d+-/, '')] ?? FEW + random.int(FEW);
  return Array.from({ length: count }, (_, i): Officer => {
    const number = `${region.slice(0, 6)}${String(firstNumber + i).padStart(6, '0')}`;
    const lastDay = now + (random.chance(0.01) ? -30 : 20 + random.int(LONGEST_LEFT)) * DAY;
    return {
      id: `O${number}` as OfficerId,
      agency,
      name: personName(random),
      certificate: { number, validFrom: dayOf(now - 4 * 365 * DAY), validTo: dayOf(lastDay) },
      department: '',
      phone: '',
      leftOn: null,
      suspended: false,
      demo: true,
    };
  });
}
