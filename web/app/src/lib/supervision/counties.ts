/** Counties as tiles: grouped by prefecture, each with the look that its numbers give it. */
import type { County } from '@liangma/shared/supervision/overview';

export interface Prefecture {
  readonly code: string;
  readonly name: string;
  readonly counties: readonly County[];
}

export function byPrefecture(counties: readonly County[]): Prefecture[] {
  const groups = new Map<string, County[]>();
  for (const county of counties) groups.set(county.prefecture, [...(groups.get(county.prefecture) ?? []), county]);
  return [...groups].map(([code, members]) => ({ code, name: members[0]?.prefectureName ?? '', counties: members }));
}

/** By what goes on there alone: one alert must not hide that. */
export type TileLook = 'none' | 'some' | 'busy';

const SOME = 3;
const BUSY = 8;

export function lookOf({ ongoing }: Pick<County, 'ongoing'>): TileLook {
  if (ongoing >= BUSY) return 'busy';
  return ongoing >= SOME ? 'some' : 'none';
}

/** Nationalities before 自治县. */
const NATIONALITIES =
  /^(..+?)(?:(?:回|藏|苗|侗|瑶|壮|彝|傣|黎|畲|羌|满|土|佤|白|水|怒|哈尼|拉祜|傈僳|纳西|景颇|普米|独龙|布朗|布依|仡佬|仫佬|毛南|土家|各|蒙古|达斡尔|鄂温克|鄂伦春|朝鲜|锡伯|哈萨克|柯尔克孜|塔吉克|裕固|保安|东乡|撒拉)族)+$/;

/** The name that people use: 天祝藏族自治县 is 天祝, 七里河区 is 七里河, 成县 stays. */
export function shortName(county: string): string {
  if (county.endsWith('新区')) return '新区';
  const name = county
    .replace(/(?:自治县|矿区|[县市区])$/, '')
    .replace(NATIONALITIES, '$1')
    .replace(/族$/, '');
  return name.length < 2 ? county : name;
}

/** Names on the tiles of one prefecture: 临夏市 and 临夏县 beside each other keep theirs. */
export function tileNames(counties: readonly Pick<County, 'code' | 'name'>[]): Map<string, string> {
  const short = counties.map(({ name }) => shortName(name));
  const isTwice = (name: string): boolean => short.indexOf(name) !== short.lastIndexOf(name);
  return new Map(counties.map(({ code, name }, i) => [code, isTwice(short[i] ?? '') ? name : (short[i] ?? name)]));
}
