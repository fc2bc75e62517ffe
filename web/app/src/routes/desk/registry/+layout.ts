import { registryWords } from '#lib/words/desk.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = () => registryWords.load();
