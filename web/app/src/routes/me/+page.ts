import { redirect } from '@sveltejs/kit';
import type { Problem } from '#lib/api/problem.ts';
import { session } from '#lib/session/session.svelte.ts';
import { calendarWords } from '#lib/words/desk.svelte.ts';
import { listWords, peopleWords } from '#lib/words/shell.svelte.ts';
import { resolve } from '$app/paths';
import type { PageLoad } from './$types';

/** The account of everybody, whatever the face. A first password is changed here. */
export const load: PageLoad = async ({ url }): Promise<{ trouble?: Problem }> => {
  await Promise.all([peopleWords.load(), calendarWords.load(), listWords.load()]);
  const known = await session.known();
  if (known.ok) return {};
  if (known.error.code !== 'not-signed-in') return { trouble: known.error };
  redirect(307, `${resolve('/login')}?next=${encodeURIComponent(url.pathname + url.search)}`);
};
