import { listImports } from '#lib/api/registry.ts';
import { ownKinds } from '#lib/desk/registry/kinds.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  await parent();
  return { kinds: ownKinds(), past: new Resource(listImports) };
};
