import { IMPORT_KINDS } from '@liangma/shared/registry/import/import-kind';
import { error } from '@sveltejs/kit';
import { agencySource, enterpriseSource, matterSource, officerSource, peopleSource } from '#lib/api/lists.ts';
import { readPublications } from '#lib/api/matters.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { lawWords } from '#lib/words/desk.svelte.ts';
import { peopleWords } from '#lib/words/shell.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ params }) => {
  const kind = IMPORT_KINDS.find((one) => one === params.kind) ?? error(404);
  if (kind === 'matters') await lawWords.load();
  if (kind === 'accounts') await peopleWords.load();
  return {
    kind,
    agencies: new ListState(agencySource),
    officers: new ListState(officerSource),
    matters: new ListState(matterSource),
    versions: new Resource(readPublications),
    enterprises: new ListState(enterpriseSource),
    accounts: new ListState(peopleSource),
  };
};
