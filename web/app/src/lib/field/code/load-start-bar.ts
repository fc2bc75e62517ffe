/** The bar by which a start can be undone, with its words. */
import { startWords } from '#lib/words/field.svelte.ts';

export async function loadStartBar() {
  const [{ default: bar }] = await Promise.all([import('./StartBar.svelte'), startWords.load()]);
  return bar;
}
