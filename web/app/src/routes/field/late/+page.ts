import { lateWords } from '#lib/words/field.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => lateWords.load();
