/** A year of inspections in the county, and one still to come. */
import { dayOf, type Instant } from '@liangma/shared/kernel/instant';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { Officer } from '@liangma/shared/registry/officer';
import type { Task } from '@liangma/shared/tasks/task';
import { STORY } from './enterprises.ts';
import { type PlannedVisit, planVisits } from './inspection-plan.ts';
import { type Assigned, byTime, TaskWriter } from './past-inspections.ts';
import { seededRandom } from './random.ts';
import { Rota } from './rota.ts';
import { plannedVisit, storyVisits } from './story-visits.ts';

export function demoTasks(
  count: number,
  enterprises: readonly Enterprise[],
  officers: readonly Officer[],
  now: Instant,
): Task[] {
  const random = seededRandom('inspections');
  const rota = new Rota(officers, dayOf(now));
  const inStory: readonly string[] = Object.values(STORY).map(({ id }) => id);
  const others = enterprises.filter(({ id }) => !inStory.includes(id));
  const visits = planVisits(count, storyVisits(now), others, rota.pairsOf, now, random);
  const writer = new TaskWriter(random);
  const past = assign(visits, rota).map((assigned) => writer.recorded(assigned));
  const [planned] = assign([plannedVisit(now)], rota);
  return [...past.sort(byTime), ...(planned ? [writer.applied(planned, now)] : [])];
}

/** Visits with fixed officers come first, so that no other visit takes these officers. NOT-1: counts within the year. */
function assign(visits: readonly PlannedVisit[], rota: Rota): Assigned[] {
  const set = new Map(visits.flatMap((visit) => (visit.officers ? [[visit, rota.take(visit)] as const] : [])));
  const counts = new Map<string, number>();
  return visits.map((visit) => {
    const key = `${visit.agency.id} ${visit.enterprise.id} ${visit.day.slice(0, 4)}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    return { visit, officers: set.get(visit) ?? rota.pair(visit), nth };
  });
}
