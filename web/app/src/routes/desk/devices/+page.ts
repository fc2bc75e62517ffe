import { listDevices } from '#lib/api/devices.ts';
import { deviceSource } from '#lib/api/lists.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { deviceWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await deviceWords.load();
  return { list: new ListState(deviceSource), all: new Resource(listDevices) };
};
