import { scanWords } from '#lib/field/scan/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => scanWords.load();
