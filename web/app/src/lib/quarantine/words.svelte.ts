/** Loaded with the page of records to be decided. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const quarantineWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.quarantine),
  en: () => import('./words/en.ts').then((m) => m.quarantine),
});
