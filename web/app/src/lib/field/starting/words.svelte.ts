/** Loaded with the code page, and when work begins. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const startWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.start),
  en: () => import('./words/en.ts').then((m) => m.start),
});
