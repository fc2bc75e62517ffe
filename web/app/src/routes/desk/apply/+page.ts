import { readFacts } from '#lib/api/applications.ts';
import { listMatters } from '#lib/api/matters.ts';
import { listOfficers } from '#lib/api/registry.ts';
import { listTasks } from '#lib/api/tasks.ts';
import type { FormLists } from '#lib/desk/application/application-form.svelte.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

/** Of one state at most; the agency's open tasks tell who is busy. */
const MOST = 500;

export const load: PageLoad = ({ url }) => {
  const enterprise = url.searchParams.get('enterprise');
  return { form: new Resource(() => readLists(enterprise)) };
};

async function readLists(enterprise: string | null) {
  const read = await all({
    officers: listOfficers(),
    matters: listMatters(),
    applied: listTasks('applied', MOST),
    issued: listTasks('issued', MOST),
    inspecting: listTasks('inspecting', MOST),
  });
  if (!read.ok) return read;
  const given = enterprise === null ? undefined : await readFacts(enterprise);
  if (given && !given.ok) return given;
  const { officers, matters, applied, issued, inspecting } = read.value;
  const tasks = [...applied.tasks, ...issued.tasks, ...inspecting.tasks];
  const lists: FormLists = { officers, matters: matters.matters, tasks };
  return { ok: true as const, value: { lists, enterprise: given?.value.enterprise } };
}
