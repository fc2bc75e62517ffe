import { draftWords } from '#lib/field/drafts/words.svelte.ts';
import { undecided } from '#lib/field/undecided/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => Promise.all([undecided.load(), draftWords.load()]);
