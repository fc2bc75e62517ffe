import { askedAlertSource } from '#lib/api/lists.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { alertWords } from '#lib/words/alerts.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await alertWords.load();
  return { list: new ListState(askedAlertSource) };
};
