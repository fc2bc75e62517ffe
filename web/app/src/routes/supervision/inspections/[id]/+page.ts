import { readTrace } from '#lib/api/supervision.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { photoWords } from '#lib/photos/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  await photoWords.load();
  return { trace: new Resource(() => readTrace(params.id)) };
};
