import { readTrace } from '#lib/api/supervision.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { alertWords } from '#lib/words/alerts.svelte.ts';
import { attachmentWords, desk, editWords } from '#lib/words/desk.svelte.ts';
import { changeWords, photoWords } from '#lib/words/shell.svelte.ts';
import { evaluationWords } from '#lib/words/supervision.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  await Promise.all([
    photoWords.load(),
    changeWords.load(),
    desk.load(),
    evaluationWords.load(),
    alertWords.load(),
    editWords.load(),
    attachmentWords.load(),
  ]);
  return { trace: new Resource(() => readTrace(params.id)) };
};
