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

/** Two characters, as people call it: 天祝藏族自治县 is 天祝, 城关区 is 城关, 成县 stays. */
export const shortName = (county: string): string => county.slice(0, 2);
