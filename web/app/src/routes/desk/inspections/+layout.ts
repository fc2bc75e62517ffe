import { taskSource } from '#lib/api/lists.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = () => ({ list: new ListState(taskSource) });
