import { listImports } from '#lib/api/registry.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => ({ past: new Resource(listImports) });
