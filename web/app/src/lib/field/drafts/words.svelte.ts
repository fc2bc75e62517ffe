/** Loaded with the pages that show drafts. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const draftWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.drafts),
  en: () => import('./words/en.ts').then((m) => m.drafts),
});
