/** Loaded with the sync centre. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const centerWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.center),
  en: () => import('./words/en.ts').then((m) => m.center),
});
