import { DAY, type Day, dayOf, startOfDay } from '@liangma/shared/kernel/instant';
import { MAX_PAGE_ROWS } from '@liangma/shared/lists/list-query';
import { redirect } from '@sveltejs/kit';
import { taskSource } from '#lib/api/lists.ts';
import { listOfficers } from '#lib/api/registry.ts';
import { countTasks } from '#lib/api/tasks.ts';
import { today } from '#lib/desk/today/today.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { session } from '#lib/session/session.svelte.ts';
import { decideWords } from '#lib/words/desk.svelte.ts';
import { resolve } from '$app/paths';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  // The session is known once the door was passed. An administrator has no inspections to look at.
  await parent();
  if (session.actor && !session.may('task.read')) redirect(307, resolve(firstSection()));
  await decideWords.load();
  return { today: new Resource(readToday) };
};

/** Section with which a person begins who has no inspections to look at. */
function firstSection() {
  if (session.may('registry.manage')) return '/desk/start';
  return session.may('people.manage') ? '/desk/people' : '/desk/reports';
}

/** Refused applications and inspections that never took place are told of for so long. */
const RECENT = 30 * DAY;

async function readToday() {
  const day = dayOf(Date.now());
  const recent: Day = dayOf(startOfDay(day) - RECENT);
  const lapsed = { state: 'lapsed', from: recent } as const;
  const read = await all({
    counts: countTasks(),
    applied: taskSource.read({ filters: { state: 'applied' }, limit: MAX_PAGE_ROWS }),
    rejected: taskSource.read({ filters: { state: 'not-approved', from: recent } }),
    open: taskSource.read({ filters: { state: 'open', to: day, ends: day }, limit: MAX_PAGE_ROWS }),
    lapsed: taskSource.read({ filters: lapsed, limit: 1 }),
    unconfirmed: taskSource.read({ filters: { confirmation: 'due' }, limit: 1 }),
    unfiled: taskSource.read({ filters: { filing: 'due' }, limit: 1 }),
    officers: listOfficers(),
  });
  if (!read.ok) return read;
  const { counts, applied, rejected, open, officers } = read.value;
  const value = today(
    { applied: applied.rows, rejected: rejected.rows, open: open.rows, officers },
    day,
    session.actor?.agency?.id,
  );
  return {
    ok: true as const,
    value: {
      ...value,
      unconfirmed: read.value.unconfirmed.total,
      unfiled: read.value.unfiled.total,
      counts,
      lapsed: { filters: lapsed, total: read.value.lapsed.total },
    },
  };
}
