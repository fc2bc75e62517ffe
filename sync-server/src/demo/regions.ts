/** The regions of Gansu, and the county the demo plays in. */
import { type Region, type RegionCode, regionSchema } from '@liangma/shared/kernel/regions';
import * as v from 'valibot';
import rows from '../../data/regions.json' with { type: 'json' };

export const REGIONS: readonly Region[] = v.parse(v.array(regionSchema), rows);

export const COUNTY = { code: '620623', name: '天祝藏族自治县', shortName: '天祝' } as const;

export const TOWNSHIPS: readonly Region[] = REGIONS.filter(
  ({ code }) => code.length === 9 && code.startsWith(COUNTY.code),
);

const names = new Map(TOWNSHIPS.map(({ code, name }) => [code, name]));

export const townshipName = (code: RegionCode): string => names.get(code) ?? '';

/** Two township codes of the statistics are works settlements: enterprises, but no government. */
export const hasGovernment = ({ name }: Region): boolean => /[镇乡]$/.test(name);

/** Share of the county's enterprises: the county seat first, then the towns on the motorway. */
const SHARES: Readonly<Record<string, number>> = {
  华藏寺镇: 30,
  打柴沟镇: 13,
  安远镇: 8,
  哈溪镇: 8,
  炭山岭镇: 7,
  松山镇: 6,
  天堂镇: 6,
  石门镇: 3,
  赛什斯镇: 3,
  朵什镇: 3,
  西大滩镇: 3,
  抓喜秀龙镇: 3,
  大红沟镇: 2.5,
  祁连镇: 2,
  东坪乡: 1.5,
  天祝建材厂: 0.3,
  天祝煤电公司: 0.6,
};
const SMALL_SHARE = 1;

export const TOWNSHIP_SHARES = TOWNSHIPS.map(({ code, name }) => [code, SHARES[name] ?? SMALL_SHARE] as const);
