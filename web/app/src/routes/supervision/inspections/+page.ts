import { listInspections } from '#lib/api/supervision.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

/** As many as the server gives at once. */
const LIMIT = 200;

export const load: PageLoad = () => ({ rows: new Resource(() => listInspections(LIMIT)) });
