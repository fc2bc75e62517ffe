/**
 * Regions by GB/T 2260 code: province 2 digits, prefecture 4, county 6, township 9. A scope is a code prefix.
 */
import * as v from 'valibot';

export const regionCodeSchema = v.pipe(v.string(), v.regex(/^\d{2}(\d{2}(\d{2}(\d{3})?)?)?$/));
export type RegionCode = string;

/** A county or a township: narrow enough to name a shard. */
export const placeCodeSchema = v.pipe(v.string(), v.regex(/^\d{6}(\d{3})?$/));

export const regionSchema = v.object({ code: regionCodeSchema, name: v.string() });
export type Region = v.InferOutput<typeof regionSchema>;

/** Region behind a code with zeros at its end: 620000, 620623000000 and 620623100000 are 62, 620623 and 620623100. */
export function plainRegion(digits: string): RegionCode | undefined {
  if (!/^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(digits)) return undefined;
  let code = digits.slice(0, 9);
  if (code.length === 9 && code.endsWith('000')) code = code.slice(0, 6);
  while (code.length > 2 && code.length <= 6 && code.endsWith('00')) code = code.slice(0, -2);
  return code;
}

export const covers = (scope: RegionCode, region: RegionCode): boolean => region.startsWith(scope);

/** The prefecture is the shard: everything that changes together stays in one. */
export const shardOf = (region: RegionCode): string => region.slice(0, 4);

export const countyOf = (region: RegionCode): RegionCode => region.slice(0, 6);
