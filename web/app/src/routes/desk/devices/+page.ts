import { listDevices } from '#lib/api/devices.ts';
import { deviceSource } from '#lib/api/lists.ts';
import { deviceWords } from '#lib/desk/devices/words.svelte.ts';
import { ListState } from '#lib/lists/list-state.svelte.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await deviceWords.load();
  return { list: new ListState(deviceSource), all: new Resource(listDevices) };
};
