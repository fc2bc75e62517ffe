import { error } from '@sveltejs/kit';
import { agencySource, enterpriseSource, officerSource } from '#lib/api/lists.ts';
import { REGISTRY_KINDS } from '#lib/api/registry.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = ({ params }) => ({
  kind: REGISTRY_KINDS.find((kind) => kind === params.kind) ?? error(404),
  agencies: new ListState(agencySource),
  officers: new ListState(officerSource),
  enterprises: new ListState(enterpriseSource),
});
