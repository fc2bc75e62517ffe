/** Words of the kiosk. */
import { dictionary } from './dictionary.svelte.ts';

export const kiosk = dictionary({
  'zh-CN': () => import('./kiosk/kiosk.zh-CN.ts').then((m) => m.kiosk),
  en: () => import('./kiosk/kiosk.en.ts').then((m) => m.kiosk),
});
