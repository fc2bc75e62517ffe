import { peopleSource } from '#lib/api/lists.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { peopleWords } from '#lib/words/shell.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await peopleWords.load();
  return { list: new ListState(peopleSource) };
};
