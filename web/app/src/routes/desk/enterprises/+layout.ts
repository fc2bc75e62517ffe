import { enterpriseSource } from '#lib/api/lists.ts';
import { readRegions } from '#lib/api/regions.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { session } from '#lib/session/session.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = () => ({
  list: new ListState(enterpriseSource),
  regions: new Resource(() => readRegions(session.actor?.region ?? '')),
});
