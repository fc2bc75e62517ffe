import { listMatters } from '#lib/api/matters.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => ({ list: new Resource(listMatters) });
