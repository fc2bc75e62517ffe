/**
 * Prefectures and counties, for a report without a code. They are fetched once while there is network and kept, so that the
 * form can be filled without.
 */
import { regionSchema } from '@liangma/shared/kernel/regions';
import { keep, readKept } from '@liangma/web-common/kept';
import * as v from 'valibot';

const KEY = 'liangma.c.counties';
const listSchema = v.pipe(v.string(), v.parseJson(), v.object({ regions: v.array(regionSchema) }));

export interface Prefecture {
  readonly code: string;
  readonly name: string;
  readonly counties: readonly { readonly code: string; readonly name: string }[];
}

/** Returns what is kept; empty before it was ever fetched. */
export const keptCounties = (): readonly Prefecture[] => grouped(readKept(KEY) ?? '');

/** Fetches the list and keeps it. Returns what is kept already if the network does not bring it. */
export async function fetchCounties(): Promise<readonly Prefecture[]> {
  try {
    const answer = await fetch('/api/regions?to=county', { credentials: 'omit' });
    const text = await answer.text();
    if (answer.ok && grouped(text).length > 0) keep(KEY, text);
  } catch (error) {
    console.debug('the list of counties stays as it is', error);
  }
  return keptCounties();
}

export const keepCounties = (): unknown => keptCounties().length > 0 || fetchCounties();

function grouped(text: string): Prefecture[] {
  const read = v.safeParse(listSchema, text);
  if (!read.success) return [];
  const { regions } = read.output;
  return regions
    .filter(({ code }) => code.length === 4)
    .map(({ code, name }) => ({
      code,
      name,
      counties: regions.filter((one) => one.code.length === 6 && one.code.startsWith(code)),
    }))
    .filter(({ counties }) => counties.length > 0);
}
