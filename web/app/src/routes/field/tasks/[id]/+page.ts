import { draftWords } from '#lib/field/drafts/words.svelte.ts';
import { explaining } from '#lib/field/explaining/words.svelte.ts';
import { photoWords } from '#lib/photos/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => Promise.all([photoWords.load(), draftWords.load(), explaining.load()]);
