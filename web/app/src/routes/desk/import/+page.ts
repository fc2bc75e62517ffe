import { handoverWords } from '#lib/desk/handovers/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => handoverWords.load();
