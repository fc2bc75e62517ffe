import { readOperation } from '#lib/api/installation.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { enter } from '#lib/session/enter.ts';
import { adminWords } from '#lib/words/shell.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
  await adminWords.load();
  return { trouble: await enter('/admin', url), state: new Resource(readOperation) };
};
