import { kiosk } from '#lib/words/kiosk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => kiosk.load();
