/** A static app: everything is drawn in the browser, also without network. */

import { applyComforts } from '@liangma/web-common/locale';
import { shell } from '#lib/words/shell.svelte.ts';
import type { LayoutLoad } from './$types';

export const ssr = false;
export const prerender = false;

export const load: LayoutLoad = async ({ url }) => {
  applyComforts();
  // Each face sets its own body size and touch height: src/lib/shell/faces.css.
  document.documentElement.dataset.face = url.pathname.split('/')[1] ?? '';
  await shell.load();
};
