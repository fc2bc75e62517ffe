/** The door of a face: only for those whose face it is. Everything still is checked by the server. */
import { redirect } from '@sveltejs/kit';
import type { Problem } from '#lib/api/problem.ts';
import { resolve } from '$app/paths';
import { type Face, faceOf, mayEnter } from './faces.ts';
import { session } from './session.svelte.ts';

/** Sends strangers to sign-in and others to their own face. What remains is trouble on the way, for the page to say. */
export async function enter(face: Face, url: URL): Promise<Problem | undefined> {
  const known = await session.known();
  if (!known.ok) {
    if (known.error.code !== 'not-signed-in') return known.error;
    redirect(307, `${resolve('/login')}?next=${encodeURIComponent(url.pathname + url.search)}`);
  }
  if (known.value.mustChangePassword) redirect(307, resolve('/me'));
  if (!mayEnter(session.roles, face)) redirect(307, faceOf(session.roles) ?? resolve('/me'));
  return undefined;
}
