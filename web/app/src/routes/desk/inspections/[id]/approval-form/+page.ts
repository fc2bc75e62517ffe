import { TaskView } from '#lib/desk/tasks/task-view.svelte.ts';
import { decideWords, documentWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  await Promise.all([decideWords.load(), documentWords.load()]);
  return { view: new TaskView(params.id) };
};
