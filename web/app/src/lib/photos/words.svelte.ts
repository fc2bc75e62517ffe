/** Loaded with the pages that show photos. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const photoWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.photos),
  en: () => import('./words/en.ts').then((m) => m.photos),
});
