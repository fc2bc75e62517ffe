import { issuingWords, lateWords } from '#lib/words/field.svelte.ts';
import { taskWords } from '#lib/words/shell.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  await Promise.all([issuingWords.load(), lateWords.load(), taskWords.load()]);
  return { id: params.id };
};
