import { returnWords, scanWords } from '#lib/words/field.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => Promise.all([scanWords.load(), returnWords.load()]);
