/** Loaded with the desk and with supervision: words of every list. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const listWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.lists),
  en: () => import('./words/en.ts').then((m) => m.lists),
});
