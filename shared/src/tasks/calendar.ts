/** Calendar of a county or an agency: who goes where, and who is away. */
import * as v from 'valibot';
import { DAY, dayOf, instantSchema, startOfDay, type Window } from '../kernel/instant.ts';
import { regionCodeSchema } from '../kernel/regions.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import { leaveSchema } from '../registry/leave.ts';
import { officerSchema } from '../registry/officer.ts';
import { TASK_STATES, type Task, taskOfficerSchema } from './task.ts';

export const calendarVisitSchema = v.object({
  /** Null where the reader may not open it. */
  task: v.nullable(v.string()),
  state: v.picklist(TASK_STATES),
  agency: v.object({ id: agencyIdSchema, name: v.string() }),
  /** The name is empty where only the township is told. */
  enterprise: v.object({ name: v.string(), township: v.string() }),
  officers: v.array(taskOfficerSchema),
  window: v.object({ from: instantSchema, to: instantSchema }),
});
export type CalendarVisit = v.InferOutput<typeof calendarVisitSchema>;

export const calendarOfficerSchema = v.pick(officerSchema, [
  'id',
  'agency',
  'name',
  'department',
  'certificate',
  'leftOn',
  'suspended',
]);
export type CalendarOfficer = v.InferOutput<typeof calendarOfficerSchema>;

export const calendarSchema = v.object({
  /** `region`: all agencies. `agency`: the own one in full, and visits of others with which a visit could be merged. */
  scope: v.picklist(['region', 'agency']),
  region: regionCodeSchema,
  agencies: v.array(v.object({ id: agencyIdSchema, name: v.string() })),
  officers: v.array(calendarOfficerSchema),
  visits: v.array(calendarVisitSchema),
  /** Without their kinds: a reader who may know them reads the leaves of the agency. */
  leaves: v.array(v.pick(leaveSchema, ['officer', 'from', 'to'])),
  /** There are more visits than are listed. */
  isCut: v.boolean(),
});
export type Calendar = v.InferOutput<typeof calendarSchema>;

export const calendarVisitOf = ({ id, state, agency, enterprise, officers, window }: Task): CalendarVisit => ({
  task: id,
  state,
  agency: { id: agency.id, name: agency.name },
  enterprise: { name: enterprise.name, township: enterprise.township },
  officers,
  window,
});

/**
 * Returns the visits of other agencies with which one of the own could be merged (DUP-1): those to an enterprise that the own
 * agency visits too, and, without the enterprise, those to the township on a day on which the own agency is there. Never who
 * goes, no task, and no visit that the enterprise is not told of.
 */
export function mergeableVisits(own: readonly Task[], others: readonly Task[]): CalendarVisit[] {
  const enterprises = new Set(own.map(({ enterprise }) => enterprise.id));
  const places = new Set(own.flatMap((task) => placesOf(task)));
  return others
    .filter(({ surprise }) => !surprise)
    .flatMap((task) => {
      const isSame = enterprises.has(task.enterprise.id);
      if (!isSame && !placesOf(task).some((place) => places.has(place))) return [];
      const { name, township } = task.enterprise;
      const visit = calendarVisitOf(task);
      return [{ ...visit, task: null, officers: [], enterprise: { name: isSame ? name : '', township } }];
    });
}

const placesOf = ({ enterprise, window }: Task): string[] =>
  daysOf(window).map((day) => `${day} ${enterprise.township}`);

function daysOf({ from, to }: Window): string[] {
  const days: string[] = [];
  for (let at = startOfDay(dayOf(from)); at < to; at += DAY) days.push(dayOf(at));
  return days;
}
