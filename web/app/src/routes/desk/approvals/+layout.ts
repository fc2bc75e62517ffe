import { MAX_PAGE_ROWS } from '@liangma/shared/lists/list-query';
import { taskSource } from '#lib/api/lists.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { decideWords } from '#lib/words/desk.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async () => {
  await decideWords.load();
  const waiting = { filters: { state: 'applied' }, sort: 'start', limit: MAX_PAGE_ROWS } as const;
  return { list: new Resource(() => taskSource.read(waiting)) };
};
