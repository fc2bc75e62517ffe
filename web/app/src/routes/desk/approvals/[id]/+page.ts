import { changeWords } from '#lib/changes/words.svelte.ts';
import { applyWords } from '#lib/desk/application/words.svelte.ts';
import { editWords } from '#lib/desk/editing/words.svelte.ts';
import { TaskView } from '#lib/desk/tasks/task-view.svelte.ts';
import { photoWords } from '#lib/photos/words.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  await Promise.all([photoWords.load(), changeWords.load(), editWords.load(), applyWords.load()]);
  return { view: new TaskView(params.id) };
};
