import { MAX_PAGE_ROWS } from '@liangma/shared/lists/list-query';
import { taskSource } from '#lib/api/lists.ts';
import { readPolicy } from '#lib/api/policy.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { decideWords } from '#lib/words/desk.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async () => {
  await decideWords.load();
  const waiting = { filters: { state: 'applied' }, sort: 'start', limit: MAX_PAGE_ROWS } as const;
  const due = { filters: { confirmation: 'due' }, sort: 'start', limit: MAX_PAGE_ROWS } as const;
  return {
    list: new Resource(() => taskSource.read(waiting)),
    confirmations: new Resource(() => all({ due: taskSource.read(due), policy: readPolicy() })),
  };
};
