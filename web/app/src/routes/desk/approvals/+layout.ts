import { listTasks } from '#lib/api/tasks.ts';
import { decideWords } from '#lib/desk/deciding/words.svelte.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async () => {
  await decideWords.load();
  return { list: new Resource(() => listTasks('applied', 500)) };
};
