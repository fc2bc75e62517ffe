import { listOfficers } from '#lib/api/registry.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => ({ officers: new Resource(listOfficers) });
