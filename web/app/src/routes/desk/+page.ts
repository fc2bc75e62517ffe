import { dayOf } from '@liangma/shared/kernel/instant';
import { listOfficers } from '#lib/api/registry.ts';
import { listTasks } from '#lib/api/tasks.ts';
import { decideWords } from '#lib/desk/deciding/words.svelte.ts';
import { today } from '#lib/desk/today/today.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await decideWords.load();
  return { today: new Resource(readToday) };
};

async function readToday() {
  const read = await all({
    applied: listTasks('applied', 200),
    rejected: listTasks('rejected', 20),
    issued: listTasks('issued', 500),
    inspecting: listTasks('inspecting', 200),
    officers: listOfficers(),
  });
  if (!read.ok) return read;
  const { applied, rejected, issued, inspecting, officers } = read.value;
  const open = [...issued.tasks, ...inspecting.tasks];
  const value = today({ applied: applied.tasks, rejected: rejected.tasks, open, officers }, dayOf(Date.now()));
  return { ok: true as const, value: { ...value, counts: applied.counts } };
}
