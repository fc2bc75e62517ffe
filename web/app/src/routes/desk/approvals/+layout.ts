import { listTasks } from '#lib/api/tasks.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = () => ({ list: new Resource(() => listTasks('applied', 200)) });
