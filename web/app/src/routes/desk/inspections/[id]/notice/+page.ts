import { TaskView } from '#lib/desk/tasks/task-view.svelte.ts';
import { documentWords, noticeWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  await Promise.all([noticeWords.load(), documentWords.load()]);
  return { view: new TaskView(params.id) };
};
