import { calendarWords } from '#lib/words/desk.svelte.ts';
import { peopleWords } from '#lib/words/shell.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await Promise.all([peopleWords.load(), calendarWords.load()]);
};
