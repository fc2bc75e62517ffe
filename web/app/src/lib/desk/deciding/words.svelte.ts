import { dictionary } from '#lib/words/dictionary.svelte.ts';

/** Words of the approvals: the queue, what a head decides, and what comes of it. */
export const decideWords = dictionary({
  'zh-CN': async () => (await import('./words/zh-CN.ts')).deciding,
  en: async () => (await import('./words/en.ts')).deciding,
});
