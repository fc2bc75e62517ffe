import { err } from '@liangma/shared/kernel/result';
import { readFacts } from '#lib/api/applications.ts';
import { listMatters } from '#lib/api/matters.ts';
import { problem } from '#lib/api/problem.ts';
import { listOfficers } from '#lib/api/registry.ts';
import { listTasks, readTask } from '#lib/api/tasks.ts';
import type { FormLists } from '#lib/desk/application/application-form.svelte.ts';
import { editWords } from '#lib/desk/editing/words.svelte.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

/** Of one state at most; the agency's open tasks tell who is busy. */
const MOST = 500;

export const load: PageLoad = async ({ url }) => {
  const [enterprise, task] = ['enterprise', 'task'].map((name) => url.searchParams.get(name));
  await editWords.load();
  return { editing: Boolean(task), form: new Resource(() => readLists(enterprise, task)) };
};

async function readLists(enterprise: string | null | undefined, id: string | null | undefined) {
  const editing = id ? await readTask(id) : undefined;
  if (editing && !editing.ok) return editing;
  const task = editing?.value;
  if (task && task.state !== 'applied') return err(problem('wrong-state'));
  const read = await all({
    officers: listOfficers(),
    matters: listMatters(),
    applied: listTasks('applied', MOST),
    issued: listTasks('issued', MOST),
    inspecting: listTasks('inspecting', MOST),
  });
  if (!read.ok) return read;
  const chosen = task?.enterprise.id ?? enterprise;
  const given = chosen ? await readFacts(chosen) : undefined;
  if (given && !given.ok) return given;
  const { officers, matters, applied, issued, inspecting } = read.value;
  const tasks = [...applied.tasks, ...issued.tasks, ...inspecting.tasks];
  const lists: FormLists = { officers, matters: matters.matters, tasks };
  return { ok: true as const, value: { lists, enterprise: given?.value.enterprise, task } };
}
