/** Loaded with the pages that change an application or show its versions. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const editWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.editing),
  en: () => import('./words/en.ts').then((m) => m.editing),
});
