import { messageSource } from '#lib/api/lists.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { listWords, messageWords } from '#lib/words/shell.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await Promise.all([messageWords.load(), listWords.load()]);
  return { list: new ListState(messageSource) };
};
