import { dictionary } from './dictionary.svelte.ts';

export const kiosk = dictionary({
  'zh-CN': () => import('./kiosk/zh-CN.ts').then((m) => m.kiosk),
  en: () => import('./kiosk/en.ts').then((m) => m.kiosk),
});
