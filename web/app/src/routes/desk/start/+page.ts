import { readFirstCounts } from '#lib/desk/registry/first-steps.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { registryWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await registryWords.load();
  return { counts: new Resource(readFirstCounts) };
};
