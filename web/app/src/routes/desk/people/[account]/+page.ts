import { readPerson } from '#lib/api/people.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { peopleWords } from '#lib/words/shell.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
  await peopleWords.load();
  return { person: new Resource(() => readPerson(params.account)) };
};
