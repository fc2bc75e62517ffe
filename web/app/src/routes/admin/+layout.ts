import { enter } from '#lib/session/enter.ts';
import { adminWords } from '#lib/words/shell.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ url }) => {
  await adminWords.load();
  return { trouble: await enter('/admin', url) };
};
