import { enter } from '#lib/session/enter.ts';
import { desk, jointWords } from '#lib/words/desk.svelte.ts';
import { keyWords, listWords, recordWords, taskWords } from '#lib/words/shell.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ url }) => {
  const words = [
    desk.load(),
    jointWords.load(),
    listWords.load(),
    taskWords.load(),
    recordWords.load(),
    keyWords.load(),
  ];
  const [trouble] = await Promise.all([enter('/desk', url), ...words]);
  return { trouble };
};
