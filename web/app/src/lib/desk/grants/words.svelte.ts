import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const grantWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.deskGrants),
  en: () => import('./words/en.ts').then((m) => m.deskGrants),
});
