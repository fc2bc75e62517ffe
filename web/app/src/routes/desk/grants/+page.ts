import { listGrants } from '#lib/api/grants.ts';
import { listMatters } from '#lib/api/matters.ts';
import { listOfficers } from '#lib/api/registry.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { grantWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await grantWords.load();
  return { lists: new Resource(() => all({ grants: listGrants(), officers: listOfficers(), matters: listMatters() })) };
};
