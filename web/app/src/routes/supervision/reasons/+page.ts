import { reasonSource } from '#lib/api/lists.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => ({ list: new ListState(reasonSource) });
