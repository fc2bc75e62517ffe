import { dayOf } from '@liangma/shared/kernel/instant';
import { inspectionSource } from '#lib/api/lists.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

const LIVE_ROWS = 12;

export const load: PageLoad = () => ({
  rows: new Resource(() => inspectionSource.read({ filters: { to: dayOf(Date.now()) }, limit: LIVE_ROWS })),
});
