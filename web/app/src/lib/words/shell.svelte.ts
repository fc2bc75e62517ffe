/** Words that every face needs: the product, sign-in, errors, the comforts. */
import { dictionary } from './dictionary.svelte.ts';

export const shell = dictionary({
  'zh-CN': () => import('./shell/zh-CN.ts').then((m) => m.shell),
  en: () => import('./shell/en.ts').then((m) => m.shell),
});
