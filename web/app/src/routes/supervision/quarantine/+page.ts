import { quarantineSource } from '#lib/api/lists.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { quarantineWords } from '#lib/words/supervision.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await quarantineWords.load();
  return { list: new ListState(quarantineSource) };
};
