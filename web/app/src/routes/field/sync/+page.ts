import { centerWords } from '#lib/field/center/words.svelte.ts';
import { draftWords } from '#lib/field/drafts/words.svelte.ts';
import { undecided } from '#lib/field/undecided/words.svelte.ts';
import { photoWords } from '#lib/photos/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () =>
  Promise.all([undecided.load(), centerWords.load(), photoWords.load(), draftWords.load()]);
