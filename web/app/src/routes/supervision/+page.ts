import { dayOf } from '@liangma/shared/kernel/instant';
import { inspectionSource } from '#lib/api/lists.ts';
import { readOverview } from '#lib/api/supervision.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

const LIVE_ROWS = 30;

export const load: PageLoad = () => ({
  overview: new Resource(readOverview),
  rows: new Resource(() => inspectionSource.read({ filters: { to: dayOf(Date.now()) }, limit: LIVE_ROWS })),
});
