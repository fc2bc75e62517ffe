/** Words of alerts, for supervisors and for the desk that was asked. */
import { dictionary } from './dictionary.svelte.ts';

export const alertWords = dictionary({
  'zh-CN': () => import('./supervision/alerts.zh-CN.ts').then((m) => m.alerts),
  en: () => import('./supervision/alerts.en.ts').then((m) => m.alerts),
});
