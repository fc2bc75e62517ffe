import { dictionary } from './dictionary.svelte.ts';

export const desk = dictionary({
  'zh-CN': () => import('./desk/zh-CN.ts').then((m) => m.desk),
  en: () => import('./desk/en.ts').then((m) => m.desk),
});
