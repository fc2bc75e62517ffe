/** Loaded with the page of a task. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const explaining = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.explaining),
  en: () => import('./words/en.ts').then((m) => m.explaining),
});
