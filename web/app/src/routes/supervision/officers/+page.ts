import { officerSource } from '#lib/api/lists.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { desk } from '#lib/words/desk.svelte.ts';
import { suspensionWords } from '#lib/words/supervision.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await Promise.all([suspensionWords.load(), desk.load()]);
  return { list: new ListState(officerSource) };
};
