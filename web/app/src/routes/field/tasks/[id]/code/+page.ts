import { issuingWords } from '#lib/field/issuing/words.svelte.ts';
import { startWords } from '#lib/field/starting/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => Promise.all([issuingWords.load(), startWords.load()]);
