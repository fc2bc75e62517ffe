import { returnWords } from '#lib/field/acknowledgements/words.svelte.ts';
import { scanWords } from '#lib/field/scan/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => Promise.all([scanWords.load(), returnWords.load()]);
