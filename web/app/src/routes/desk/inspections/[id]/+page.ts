import { TaskView } from '#lib/desk/tasks/task-view.svelte.ts';
import { applyWords, attachmentWords, decideWords, editWords, paperWords } from '#lib/words/desk.svelte.ts';
import { changeWords, photoWords } from '#lib/words/shell.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  await Promise.all([
    photoWords.load(),
    changeWords.load(),
    editWords.load(),
    attachmentWords.load(),
    applyWords.load(),
    decideWords.load(),
    paperWords.load(),
  ]);
  return { view: new TaskView(params.id) };
};
