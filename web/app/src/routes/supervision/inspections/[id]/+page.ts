import { readTrace } from '#lib/api/supervision.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ trace: new Resource(() => readTrace(params.id)) });
