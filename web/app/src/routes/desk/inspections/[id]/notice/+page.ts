import { TaskView } from '#lib/desk/tasks/task-view.svelte.ts';
import { noticeWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  await noticeWords.load();
  return { view: new TaskView(params.id) };
};
