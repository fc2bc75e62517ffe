import { enter } from '#lib/session/enter.ts';
import { keyWords, listWords, recordWords, taskWords } from '#lib/words/shell.svelte.ts';
import { supervision } from '#lib/words/supervision.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ url }) => {
  const words = [supervision.load(), listWords.load(), taskWords.load(), recordWords.load(), keyWords.load()];
  const [trouble] = await Promise.all([enter('/supervision', url), ...words]);
  return { trouble };
};
