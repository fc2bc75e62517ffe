import { keyWords } from '#lib/keys/words.svelte.ts';
import { listWords } from '#lib/lists/words.svelte.ts';
import { enter } from '#lib/session/enter.ts';
import { supervision } from '#lib/words/supervision.svelte.ts';
import { recordWords, taskWords } from '#lib/words/tasks.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ url }) => {
  const words = [supervision.load(), listWords.load(), taskWords.load(), recordWords.load(), keyWords.load()];
  const [trouble] = await Promise.all([enter('/supervision', url), ...words]);
  return { trouble };
};
