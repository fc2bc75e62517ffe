/** Loaded with the page: the list of the day is drawn without them. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const scanWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.scan),
  en: () => import('./words/en.ts').then((m) => m.scan),
});
