/**
 * 发文字号 of an approval: the agency's mark (机关代字), the year in hexagonal brackets, and a number in a row without 第 and without
 * leading zeros (GB/T 9704-2012, 7.2.5).
 */
import { shardOf } from '../../kernel/regions.ts';
import type { Agency } from '../../registry/agency.ts';
import { LINE_MARKS } from '../../registry/lines.ts';

const PEOPLES = '藏|回|蒙古|东乡|保安|撒拉|裕固|哈萨克|土|满|维吾尔';
const PROVINCE = /^(\p{Script=Han})\p{Script=Han}{1,2}省/u;
/** Name of a place and its kind. Only an office of a township follows 镇 or 乡: 住房和城乡建设 is no place. */
const PLACE = new RegExp(
  `^(\\p{Script=Han}{2,4}?)(?:(?:${PEOPLES})族)*(?:自治[州县]|[市州县区旗]|(?:[镇乡]|街道)(?=人民政府|办事处|综合))`,
  'u',
);
const BRANCH = /局(\p{Script=Han}{2,4})分局$/u;

/** Returns the mark that the registry names, or one from the agency's name: 天祝藏族自治县市场监督管理局 has 天祝市监检. */
export function documentMarkOf({ name, line, documentMark }: Pick<Agency, 'name' | 'line' | 'documentMark'>): string {
  return documentMark ?? `${placesOf(name.replace(/^国家税务总局/, ''))}${LINE_MARKS[line] ?? ''}检`;
}

/** Places in a name, without their kinds; a province is its first character. */
function placesOf(name: string): string {
  const [province = '', first = ''] = PROVINCE.exec(name) ?? [];
  const [place = '', stem = ''] = PLACE.exec(name.slice(province.length)) ?? [];
  const [, branch = ''] = BRANCH.exec(name) ?? [];
  const rest = name.slice(province.length + place.length);
  const [, inner = ''] = place === '' ? [] : (PLACE.exec(rest) ?? []);
  return first + stem + inner + branch;
}

/** Row of numbers: those of a mark in a year, counted in each shard by itself. */
export const documentSeries = (mark: string, year: number): string => `document:${mark}:${year}`;

export interface DocumentSerial {
  readonly mark: string;
  readonly year: number;
  readonly serial: number;
  /** Shard in which the number was counted, and region of the agency. */
  readonly shard: string;
  readonly region: string;
}

/**
 * [APR-5] An approval gets the next number of the agency's row of the year. Each shard counts by itself, so a number that was
 * counted elsewhere than at the agency's seat names the prefecture: 甘市监检〔2026〕6206-12号.
 */
export const sayDocumentNumber = ({ mark, year, serial, shard, region }: DocumentSerial): string =>
  `${mark}〔${year}〕${shard === shardOf(region) ? '' : `${shard}-`}${serial}号`;
