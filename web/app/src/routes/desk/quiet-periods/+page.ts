import { readQuietPeriods } from '#lib/api/quiet-periods.ts';
import { readRegions } from '#lib/api/regions.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { session } from '#lib/session/session.svelte.ts';
import { quietWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await quietWords.load();
  return {
    book: new Resource(() => all({ periods: readQuietPeriods(), regions: readRegions(session.actor?.region ?? '') })),
  };
};
