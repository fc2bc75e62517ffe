/** Loaded with the supervisors' page of officers. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const suspensionWords = dictionary({
  'zh-CN': () => import('./words/zh-CN.ts').then((m) => m.suspension),
  en: () => import('./words/en.ts').then((m) => m.suspension),
});
