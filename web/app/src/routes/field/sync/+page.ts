import { centerWords, draftWords, undecided } from '#lib/words/field.svelte.ts';
import { photoWords } from '#lib/words/shell.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () =>
  Promise.all([undecided.load(), centerWords.load(), photoWords.load(), draftWords.load()]);
