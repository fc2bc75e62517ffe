import { readOperation } from '#lib/api/installation.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => ({ state: new Resource(readOperation) });
