/** The words of tasks and of records, shared with other faces. */
import { dictionary } from './dictionary.svelte.ts';

export const taskWords = dictionary({
  'zh-CN': () => import('@liangma/web-common/words/tasks/zh-CN').then((m) => m.tasks),
  en: () => import('@liangma/web-common/words/tasks/en').then((m) => m.tasks),
});

export const recordWords = dictionary({
  'zh-CN': () => import('@liangma/web-common/words/records/zh-CN').then((m) => m.records),
  en: () => import('@liangma/web-common/words/records/en').then((m) => m.records),
});
