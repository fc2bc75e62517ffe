import { readRulebook } from '#lib/api/policy.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { lawWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await lawWords.load();
  return { book: new Resource(readRulebook) };
};
