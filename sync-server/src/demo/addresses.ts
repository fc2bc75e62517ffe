/** Invented addresses: a street where there is one, else a village and a group. */
import type { Random } from './random.ts';
import { COUNTY, townshipName } from './regions.ts';

const COUNTY_SEAT = '620623100';
const SEAT_STREETS = '团结路 祝贡路 华藏路 延禧路 北滩路 东大街 西大街 滨河路 站前路 民族路 商贸路 文化路'.split(' ');
const TOWN_STREETS = '东街 西街 南街 北街 中街 市场巷 车站路'.split(' ');
const VILLAGES =
  '红星村 新民村 团结村 上街村 下街村 河东村 河西村 大湾村 石板沟村 阳山村 西沟村 红大村 柏林村 上滩村 下滩村 前进村 光明村 马场村'.split(
    ' ',
  );

export function address(region: string, random: Random): string {
  const place = `${COUNTY.name}${townshipName(region)}`;
  const number = 1 + random.int(180);
  if (region === COUNTY_SEAT && random.chance(0.85)) return `${place}${random.pick(SEAT_STREETS)}${number}号`;
  if (random.chance(0.4)) return `${place}${random.pick(TOWN_STREETS)}${number}号`;
  return `${place}${random.pick(VILLAGES)}${random.pick(['一', '二', '三', '四', '五', '六'])}组${number}号`;
}
