import { dayOf, daySchema } from '@liangma/shared/kernel/instant';
import { MAX_PAGE_ROWS } from '@liangma/shared/lists/list-query';
import * as v from 'valibot';
import { taskSource } from '#lib/api/lists.ts';
import { readRulebook } from '#lib/api/policy.ts';
import { readQuietPeriods } from '#lib/api/quiet-periods.ts';
import { listOfficers } from '#lib/api/registry.ts';
import { CALENDAR_VIEWS, daysOfView } from '#lib/desk/calendar/calendar-grid.ts';
import { all } from '#lib/loading/all.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import { calendarWords } from '#lib/words/desk.svelte.ts';
import type { PageLoad } from './$types';

const addressSchema = v.object({
  day: v.fallback(daySchema, () => dayOf(Date.now())),
  view: v.fallback(v.picklist(CALENDAR_VIEWS), 'week'),
});

export const load: PageLoad = async ({ url }) => {
  await calendarWords.load();
  const { day, view } = v.parse(addressSchema, {
    day: url.searchParams.get('day'),
    view: url.searchParams.get('view'),
  });
  const days = daysOfView(view, day);
  const touching = { to: days.at(-1) ?? day, ends: days[0] ?? day };
  const tasksIn = (state: 'planned' | 'recorded') =>
    taskSource.read({ filters: { state, ...touching }, limit: MAX_PAGE_ROWS });
  const read = () =>
    all({
      officers: listOfficers(),
      planned: tasksIn('planned'),
      recorded: tasksIn('recorded'),
      rulebook: readRulebook(),
      quiet: readQuietPeriods(),
    });
  return { day, view, days, book: new Resource(read) };
};
