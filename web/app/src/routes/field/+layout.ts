/** Opening runs beside the words; only a device without an account waits for the server's answer here. */
import { redirect } from '@sveltejs/kit';
import { app } from '#lib/field/app.svelte.ts';
import { fieldWords } from '#lib/words/field.svelte.ts';
import { resolve } from '$app/paths';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ url }) => {
  const opening = app.open(url.pathname === resolve('/field'));
  await fieldWords.load();
  if (app.phase === 'opening' && !app.knowsActor) await opening;
  if (app.phase === 'sign-in') redirect(307, `${resolve('/login')}?next=${encodeURIComponent(url.pathname)}`);
};
