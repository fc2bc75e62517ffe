import { dayOf } from '@liangma/shared/kernel/instant';
import { MAX_PAGE_ROWS } from '@liangma/shared/lists/list-query';
import { redirect } from '@sveltejs/kit';
import { taskSource } from '#lib/api/lists.ts';
import { listMatters } from '#lib/api/matters.ts';
import { listOfficers } from '#lib/api/registry.ts';
import type { FormLists } from '#lib/desk/application/application-form.svelte.ts';
import { readLeaves } from '#lib/desk/calendar/requests.ts';
import { addressOfNew } from '#lib/drafts/draft-address.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { applyWords, batchWords, calendarWords, templateWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
  const draft = url.searchParams.get('draft');
  if (!draft) redirect(307, addressOfNew(url));
  await Promise.all([batchWords.load(), templateWords.load(), applyWords.load(), calendarWords.load()]);
  return { draft: `batch.${draft}`, lists: new Resource(readLists) };
};

async function readLists() {
  const read = await all({
    officers: listOfficers(),
    matters: listMatters(),
    leaves: readLeaves(dayOf(Date.now())),
    planned: taskSource.read({ filters: { state: 'planned', ends: dayOf(Date.now()) }, limit: MAX_PAGE_ROWS }),
  });
  if (!read.ok) return read;
  const { officers, matters, planned, leaves } = read.value;
  const lists: FormLists = { officers, matters: matters.matters, tasks: planned.rows, leaves };
  return { ok: true as const, value: lists };
}
