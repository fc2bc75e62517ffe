import { undecided } from '#lib/field/undecided/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => undecided.load();
