import { redirect } from '@sveltejs/kit';
import { ownKinds } from '#lib/desk/registry/kinds.ts';
import { resolve } from '$app/paths';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  await parent();
  redirect(307, resolve('/desk/registry/[kind]', { kind: ownKinds()[0] ?? 'agencies' }));
};
