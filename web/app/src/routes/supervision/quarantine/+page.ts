import { listQuarantine } from '#lib/api/quarantine.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { quarantineWords } from '#lib/quarantine/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await quarantineWords.load();
  return { held: new Resource(listQuarantine) };
};
