/** Loaded with the page that scans: the list of the day is drawn without them. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const returnWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.returnCode),
  en: () => import('./words/en.ts').then((m) => m.returnCode),
});
