import { alertWords } from '#lib/alerts/words.svelte.ts';
import { readTrace } from '#lib/api/supervision.ts';
import { changeWords } from '#lib/changes/words.svelte.ts';
import { editWords } from '#lib/desk/editing/words.svelte.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { photoWords } from '#lib/photos/words.svelte.ts';
import { evaluationWords } from '#lib/supervision/evaluation-words.svelte.ts';
import { desk } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  await Promise.all([
    photoWords.load(),
    changeWords.load(),
    desk.load(),
    evaluationWords.load(),
    alertWords.load(),
    editWords.load(),
  ]);
  return { trace: new Resource(() => readTrace(params.id)) };
};
