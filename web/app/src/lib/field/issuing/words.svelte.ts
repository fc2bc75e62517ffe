/** Loaded with the page, and with the line on the first screen when there is a grant. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const issuingWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.issuing),
  en: () => import('./words/en.ts').then((m) => m.issuing),
});
