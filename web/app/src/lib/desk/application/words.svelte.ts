import { dictionary } from '#lib/words/dictionary.svelte.ts';

/** Words of the drafts of applications, of what an application begins with, and of copying one. */
export const applyWords = dictionary({
  'zh-CN': async () => (await import('./words/zh-CN.ts')).apply,
  en: async () => (await import('./words/en.ts')).apply,
});
