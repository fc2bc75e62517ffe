import { draftWords } from '#lib/words/field.svelte.ts';
import { photoWords } from '#lib/words/shell.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => Promise.all([photoWords.load(), draftWords.load()]);
