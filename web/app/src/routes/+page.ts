import { redirect } from '@sveltejs/kit';
import { faceOf } from '#lib/session/faces.ts';
import { session } from '#lib/session/session.svelte.ts';
import { resolve } from '$app/paths';
import type { PageLoad } from './$types';

/** Everybody to the own face. Without network only the field face works, and it decides for itself. */
export const load: PageLoad = async () => {
  const known = await session.known();
  if (known.ok) redirect(307, faceOf(session.roles) ?? resolve('/me'));
  redirect(307, known.error.code === 'offline' ? '/field' : resolve('/login'));
};
