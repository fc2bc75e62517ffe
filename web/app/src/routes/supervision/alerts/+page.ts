import { wholeList } from '@liangma/shared/lists/list-query';
import { agencyListSpec } from '@liangma/shared/registry/agency-list';
import { agencySource, alertSource } from '#lib/api/lists.ts';
import { readRegions } from '#lib/api/regions.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { session } from '#lib/session/session.svelte.ts';
import { alertWords } from '#lib/words/alerts.svelte.ts';
import type { PageLoad } from './$types';

/** A choice of more is none: then the search finds the agency. */
const MOST_AGENCIES = 200;

export const load: PageLoad = async () => {
  await alertWords.load();
  return {
    list: new ListState(alertSource),
    agencies: new Resource(() => agencySource.read({ ...wholeList(agencyListSpec), limit: MOST_AGENCIES })),
    regions: new Resource(() => readRegions(session.actor?.region ?? '')),
  };
};
