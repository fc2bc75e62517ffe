import { dayOf, daySchema } from '@liangma/shared/kernel/instant';
import { err } from '@liangma/shared/kernel/result';
import { MAX_PAGE_ROWS } from '@liangma/shared/lists/list-query';
import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { lookElsewhere, readFacts } from '#lib/api/applications.ts';
import { taskSource } from '#lib/api/lists.ts';
import { listMatters } from '#lib/api/matters.ts';
import { problem } from '#lib/api/problem.ts';
import { listOfficers } from '#lib/api/registry.ts';
import { readTask } from '#lib/api/tasks.ts';
import type { FormLists } from '#lib/desk/application/application-form.svelte.ts';
import { readLeaves } from '#lib/desk/calendar/requests.ts';
import { addressOfNew } from '#lib/drafts/draft-address.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { applyWords, attachmentWords, calendarWords, editWords, templateWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
  const [enterprise, task, copied, draft] = ['enterprise', 'task', 'copy', 'draft'].map((name) =>
    url.searchParams.get(name),
  );
  if (!task && !draft) redirect(307, addressOfNew(url));
  await Promise.all([
    editWords.load(),
    attachmentWords.load(),
    templateWords.load(),
    applyWords.load(),
    calendarWords.load(),
  ]);
  return {
    editing: Boolean(task),
    draft: task ? `edit.${task}` : `apply.${draft}`,
    begin: beginOf(url),
    form: new Resource(() => readLists(enterprise, task, copied)),
  };
};

/** Day and officer that were chosen in the calendar. */
const beginOf = ({ searchParams }: URL): { readonly day: string; readonly officer: string | null } => {
  const day = v.safeParse(daySchema, searchParams.get('day'));
  return { day: day.success ? day.output : '', officer: searchParams.get('officer') };
};

type Id = string | null | undefined;

async function readLists(enterprise: Id, id: Id, copied: Id) {
  const editing = id ? await readTask(id) : undefined;
  if (editing && !editing.ok) return editing;
  const copy = copied ? await readTask(copied) : undefined;
  if (copy && !copy.ok) return copy;
  const task = editing?.value;
  if (task && task.state !== 'applied') return err(problem('wrong-state'));
  const named = task ?? copy?.value;
  const read = await all({
    officers: listOfficers(named?.officers.map((officer) => officer.id)),
    matters: listMatters(named?.matters),
    leaves: readLeaves(dayOf(Date.now())),
    planned: taskSource.read({ filters: { state: 'planned', ends: dayOf(Date.now()) }, limit: MAX_PAGE_ROWS }),
  });
  if (!read.ok) return read;
  const chosen = task?.enterprise.id ?? copy?.value.enterprise.id ?? enterprise;
  const given = chosen ? await readChosen(chosen, (task ?? copy?.value)?.assistance?.number) : undefined;
  if (given && !given.ok) return given;
  const { officers, matters, planned, leaves } = read.value;
  const lists: FormLists = { officers, matters: matters.matters, tasks: planned.rows, leaves };
  return { ok: true as const, value: { lists, enterprise: given?.value.enterprise, task, copy: copy?.value } };
}

/** JUR-1: an application with a letter of assistance may be about an enterprise elsewhere. */
async function readChosen(id: string, letter: string | undefined) {
  const facts = await readFacts(id);
  return facts.ok || facts.error.code !== 'forbidden' || letter === undefined ? facts : lookElsewhere(id, letter);
}
