/** Loaded with the pages that show a task whose code was signed; caps are said with the words of the desk. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const changeWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.changes),
  en: () => import('./words/en.ts').then((m) => m.changes),
});
