import { keyWords } from '#lib/keys/words.svelte.ts';
import { enter } from '#lib/session/enter.ts';
import { desk } from '#lib/words/desk.svelte.ts';
import { recordWords, taskWords } from '#lib/words/tasks.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ url }) => {
  const [trouble] = await Promise.all([
    enter('/desk', url),
    desk.load(),
    taskWords.load(),
    recordWords.load(),
    keyWords.load(),
  ]);
  return { trouble };
};
