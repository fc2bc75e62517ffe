/** Printed on a notice besides the task: the five bans and the rights of the enterprise. */
import { dictionary } from './dictionary.svelte.ts';

export const noticeWords = dictionary({
  'zh-CN': () => import('@liangma/web-common/words/verdict/zh-CN').then(({ bans, rights }) => ({ bans, rights })),
  en: () => import('@liangma/web-common/words/verdict/en').then(({ bans, rights }) => ({ bans, rights })),
});
