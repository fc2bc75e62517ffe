import { photoWords } from '#lib/photos/words.svelte.ts';
import { draftWords, explaining } from '#lib/words/field.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => Promise.all([photoWords.load(), draftWords.load(), explaining.load()]);
