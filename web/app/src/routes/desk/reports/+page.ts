import { reportSource } from '#lib/api/lists.ts';
import { readRegions } from '#lib/api/regions.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { session } from '#lib/session/session.svelte.ts';
import { alertWords } from '#lib/words/alerts.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await alertWords.load();
  return {
    list: new ListState(reportSource),
    regions: new Resource(() => readRegions(session.actor?.region ?? '')),
  };
};
