import { alertWords } from '#lib/alerts/words.svelte.ts';
import { listAlerts } from '#lib/api/alerts.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
  await alertWords.load();
  const state = url.searchParams.get('state') === 'closed' ? 'closed' : 'open';
  const before = url.searchParams.get('before') ?? undefined;
  return { state, before, alerts: new Resource(() => listAlerts(state, before)) } as const;
};
