import { issuingWords, startWords } from '#lib/words/field.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => Promise.all([issuingWords.load(), startWords.load()]);
