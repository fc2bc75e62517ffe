import { matterSource } from '#lib/api/lists.ts';
import { readPublications } from '#lib/api/matters.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { lawWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await lawWords.load();
  return { list: new ListState(matterSource), published: new Resource(readPublications) };
};
