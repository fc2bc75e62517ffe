import { readOperation } from '#lib/api/installation.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { registryWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await registryWords.load();
  return { state: new Resource(readOperation) };
};
