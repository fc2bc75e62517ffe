import { redirect } from '@sveltejs/kit';
import { readSetup } from '#lib/api/installation.ts';
import { peopleWords } from '#lib/words/shell.svelte.ts';
import { resolve } from '$app/paths';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await peopleWords.load();
  const state = await readSetup();
  if (state.ok && state.value.isSetUp) redirect(307, resolve('/login'));
  return { state };
};
