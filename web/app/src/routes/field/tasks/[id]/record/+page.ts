import { photoWords } from '#lib/photos/words.svelte.ts';
import { draftWords } from '#lib/words/field.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => Promise.all([photoWords.load(), draftWords.load()]);
