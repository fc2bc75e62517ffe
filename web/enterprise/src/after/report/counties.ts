/**
 * Prefectures and counties, for a report without a code. They are fetched once while there is network and kept, so that the
 * form can be filled without.
 */
import { regionCodeSchema, regionSchema } from '@liangma/shared/kernel/regions';
import type { Claims } from '@liangma/shared/task-code/claims';
import { keep, readKept } from '@liangma/web-common/kept';
import * as v from 'valibot';
import { countyOfCode } from '../../door/grants.ts';

const PREFECTURE_DIGITS = 4;
const KEY = 'liangma.c.counties';
const listSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ regions: v.array(regionSchema), served: v.optional(regionCodeSchema) }),
);

export interface Prefecture {
  readonly code: string;
  readonly name: string;
  readonly counties: readonly { readonly code: string; readonly name: string }[];
}

export interface Counties {
  readonly prefectures: readonly Prefecture[];
  /** The only county that the server serves; undefined where it serves several. */
  readonly served: string | undefined;
}

/** Returns what is kept; empty before it was ever fetched. */
export const keptCounties = (): Counties => grouped(readKept(KEY) ?? '');

/** Fetches the list and keeps it. Returns what is kept already if the network does not bring it. */
export async function fetchCounties(): Promise<Counties> {
  try {
    const answer = await fetch('/api/regions?to=county', { credentials: 'omit' });
    const text = await answer.text();
    if (answer.ok && grouped(text).prefectures.length > 0) keep(KEY, text);
  } catch (error) {
    console.debug('the list of counties stays as it is', error);
  }
  return keptCounties();
}

export const keepCounties = (): unknown => keptCounties().prefectures.length > 0 || fetchCounties();

/** Returns the place that a report most likely is about, as far as the lists name it: that of the code, or the county served. */
export function placeFor(
  { prefectures, served }: Counties,
  claims: Claims | undefined,
): { prefecture: string; county: string } {
  const county = (claims && countyOfCode(claims)) ?? served;
  const code = county?.slice(0, PREFECTURE_DIGITS) ?? claims?.statusShard;
  const prefecture = prefectures.find((one) => one.code === code);
  const found = prefecture?.counties.find((one) => one.code === county);
  return { prefecture: prefecture?.code ?? '', county: found?.code ?? '' };
}

function grouped(text: string): Counties {
  const read = v.safeParse(listSchema, text);
  if (!read.success) return { prefectures: [], served: undefined };
  const { regions, served } = read.output;
  const prefectures = regions
    .filter(({ code }) => code.length === PREFECTURE_DIGITS)
    .map(({ code, name }) => ({
      code,
      name,
      counties: regions.filter((one) => one.code.length === 6 && one.code.startsWith(code)),
    }))
    .filter(({ counties }) => counties.length > 0);
  return { prefectures, served };
}
