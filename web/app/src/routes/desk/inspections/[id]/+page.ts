import { TaskView } from '#lib/desk/tasks/task-view.svelte.ts';
import { photoWords } from '#lib/photos/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  await photoWords.load();
  return { view: new TaskView(params.id) };
};
