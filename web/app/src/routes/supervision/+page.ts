import { listInspections, readOverview } from '#lib/api/supervision.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => ({
  overview: new Resource(readOverview),
  rows: new Resource(() => listInspections(30)),
});
