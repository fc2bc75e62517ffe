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

export type TileLook = 'none' | 'some' | 'busy' | 'alert';

const SOME = 3;
const BUSY = 8;

export function lookOf({ ongoing, alerts }: Pick<County, 'ongoing' | 'alerts'>): TileLook {
  if (alerts > 0) return 'alert';
  if (ongoing >= BUSY) return 'busy';
  return ongoing >= SOME ? 'some' : 'none';
}
