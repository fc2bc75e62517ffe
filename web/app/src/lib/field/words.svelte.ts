import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const words = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.field),
  en: () => import('./words/en.ts').then((m) => m.field),
});
