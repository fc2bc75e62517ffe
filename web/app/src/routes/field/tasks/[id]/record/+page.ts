import { photoWords } from '#lib/photos/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => photoWords.load();
