import { peopleWords } from '#lib/words/shell.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => peopleWords.load();
