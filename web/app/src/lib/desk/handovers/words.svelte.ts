import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const handoverWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.handovers),
  en: () => import('./words/en.ts').then((m) => m.handovers),
});
