import { dictionary } from './dictionary.svelte.ts';

export const supervision = dictionary({
  'zh-CN': () => import('./supervision/zh-CN.ts').then((m) => m.supervision),
  en: () => import('./supervision/en.ts').then((m) => m.supervision),
});
