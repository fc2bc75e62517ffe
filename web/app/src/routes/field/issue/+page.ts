import { issuingWords } from '#lib/field/issuing/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => issuingWords.load();
