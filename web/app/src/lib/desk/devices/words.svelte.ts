/** Loaded with the page of devices. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const deviceWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.devices),
  en: () => import('./words/en.ts').then((m) => m.devices),
});
