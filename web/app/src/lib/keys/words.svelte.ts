import { dictionary } from '#lib/words/dictionary.svelte.ts';

/** Words of the keys and of the search for everything, at the desk and with supervisors. */
export const keyWords = dictionary({
  'zh-CN': async () => (await import('./words/zh-CN.ts')).keys,
  en: async () => (await import('./words/en.ts')).keys,
});
