/** Loads the calendar of a region or of an agency. */
import { DAY, type Day, dayOf } from '@liangma/shared/kernel/instant';
import { type RegionCode, shardOf } from '@liangma/shared/kernel/regions';
import { wholeList } from '@liangma/shared/lists/list-query';
import type { Officer } from '@liangma/shared/registry/officer';
import { type Calendar, calendarVisitOf, mergeableVisits } from '@liangma/shared/tasks/calendar';
import { agenciesOf } from '@liangma/shared/tasks/joining';
import type { Task } from '@liangma/shared/tasks/task';
import { taskListSpec } from '@liangma/shared/tasks/task-list';
import type { ListScope } from '../lists/repository.ts';
import type { Reads } from '../ports/store.ts';

/** Most visits of a state that one answer holds: a month of a busy county. */
export const MAX_CALENDAR_VISITS = 2000;

interface Days {
  readonly from: Day;
  readonly to: Day;
}
type Tx = Reads<'leaves' | 'officers' | 'registry' | 'tasks'>;

/** All agencies of a region, with who goes where. */
export async function calendarOfRegion(tx: Tx, region: RegionCode, days: Days): Promise<Calendar> {
  const agencies = await tx.registry.agenciesIn(region);
  const { tasks, isCut } = await tasksIn(tx, { region }, days);
  const visiting = tasks.flatMap(agenciesOf);
  const officers: Officer[] = [];
  for (const { id } of agencies) officers.push(...(await tx.officers.ofAgency(id)));
  const leaves = await tx.leaves.ofAgencies(
    shardOf(region),
    agencies.map(({ id }) => id),
    days,
  );
  return {
    scope: 'region',
    region,
    // An agency from elsewhere stands there where it visits.
    agencies: [...new Map([...agencies, ...visiting].map(({ id, name }) => [id, { id, name }])).values()],
    officers: officers.map(calendarOfficer),
    visits: tasks.map(calendarVisitOf),
    leaves: leaves.map(({ officer, from, to }) => ({ officer, from, to })),
    isCut,
  };
}

/** The own agency in full; of others in its region what DUP-1 needs. */
export async function calendarOfAgency(tx: Tx, id: string, days: Days): Promise<Calendar | undefined> {
  const agency = await tx.registry.agency(id);
  if (!agency) return undefined;
  const own = await tasksIn(tx, { agency: id, region: agency.region }, days);
  const all = await tasksIn(tx, { region: agency.region }, days);
  const others = mergeableVisits(
    own.tasks,
    all.tasks.filter((task) => agenciesOf(task).every((one) => one.id !== id)),
  );
  const leaves = await tx.leaves.ofAgencies(shardOf(agency.region), [id], days);
  return {
    scope: 'agency',
    region: agency.region,
    agencies: [
      ...new Map(
        [agency, ...others.map((visit) => visit.agency)].map((one) => [one.id, { id: one.id, name: one.name }]),
      ).values(),
    ],
    officers: (await tx.officers.ofAgency(id)).map(calendarOfficer),
    visits: [...own.tasks.map(calendarVisitOf), ...others],
    leaves: leaves.map(({ officer, from, to }) => ({ officer, from, to })),
    isCut: own.isCut,
  };
}

async function tasksIn(tx: Tx, scope: ListScope, { from, to }: Days): Promise<{ tasks: Task[]; isCut: boolean }> {
  const tasks: Task[] = [];
  let isCut = false;
  for (const state of ['planned', 'recorded'] as const) {
    const query = { ...wholeList(taskListSpec), limit: MAX_CALENDAR_VISITS, filters: { state, to, ends: from } };
    const page = await tx.tasks.list({ scope, query, evaluatedSince: 0 });
    tasks.push(...page.rows.map(({ row }) => row));
    isCut ||= page.hasNext;
  }
  return { tasks, isCut };
}

const calendarOfficer = ({ id, agency, name, department, certificate, leftOn, suspended }: Officer) => ({
  id,
  agency,
  name,
  department,
  certificate,
  leftOn,
  suspended,
});

/** A view is a month at most. */
export const isMonthAtMost = <D extends Days>({ from, to }: D): boolean =>
  from <= to && to <= dayOf(Date.parse(`${from}T00:00:00Z`) + 42 * DAY);
