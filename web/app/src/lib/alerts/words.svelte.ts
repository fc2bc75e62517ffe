/** Loaded with the pages that show alerts. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const alertWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.alerts),
  en: () => import('./words/en.ts').then((m) => m.alerts),
});
