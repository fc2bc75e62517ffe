import { redirect } from '@sveltejs/kit';
import { faceOf } from '#lib/session/faces.ts';
import { session } from '#lib/session/session.svelte.ts';
import type { PageLoad } from './$types';

/** Sends signed-in people to their face; an account without a face may change to another. */
export const load: PageLoad = () => {
  const face = faceOf(session.roles);
  if (face) redirect(307, face);
};
