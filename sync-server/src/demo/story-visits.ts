/**
 * Visits the demo's story needs. In this calendar year 天祝雪域食品有限公司 had its first food inspection, so a
 * second is allowed (grade B: two); 康源大药房 had both of its two, so a third is not (FREQ-1). At 鑫盛砂石料厂
 * emergency management plans one in eight days (DUP-1).
 */
import { assert } from '@liangma/shared/kernel/assert';
import { DAY, type Day, dayOf, type Instant, startOfYear, yearOf } from '@liangma/shared/kernel/instant';
import type { Agency } from '@liangma/shared/registry/agency';
import { agencyById, EMERGENCY_MANAGEMENT, MARKET_SUPERVISION } from './agencies.ts';
import { STORY } from './enterprises.ts';
import type { Origin, PlannedVisit } from './inspection-plan.ts';
import { matterOf } from './matters.ts';
import { HALVES, type Half, isWorkday, windowsOf, workdayFrom, workdays } from './office-hours.ts';
import { officerIdOf } from './officers.ts';

const FOOD_PRODUCTION = 'M901';
const PHARMACY = 'M903';
const INDUSTRIAL_SAFETY = 'M002';
const OPENCAST = 'M015';

const PLANNED: Origin = { type: 'routine', source: 'annual-plan' };

const WANG_AND_ZHUOMA = [officerIdOf(17), officerIdOf(42)];

export function storyVisits(now: Instant): PlannedVisit[] {
  const [firstPharmacy, secondPharmacy] = slotsThisYear(now, [205, 71]);
  const [food] = slotsThisYear(now, [168]);
  assert(food && firstPharmacy && secondPharmacy, 'one slot for each');
  const emergencyDay = workdayFrom(dayOf(now - 75 * DAY), -1);
  return [
    visit(MARKET_SUPERVISION, STORY.food, FOOD_PRODUCTION, food, WANG_AND_ZHUOMA),
    visit(EMERGENCY_MANAGEMENT, STORY.food, INDUSTRIAL_SAFETY, { day: emergencyDay, half: 'morning' }),
    visit(MARKET_SUPERVISION, STORY.pharmacy, PHARMACY, firstPharmacy),
    visit(MARKET_SUPERVISION, STORY.pharmacy, PHARMACY, secondPharmacy),
  ];
}

const PLANNED_AHEAD = 8 * DAY;

/** On the eighth day from now, or the first workday after it. */
export function plannedVisit(now: Instant): PlannedVisit {
  const day = dayOf(now + PLANNED_AHEAD);
  return visit(EMERGENCY_MANAGEMENT, STORY.quarry, OPENCAST, {
    day: isWorkday(day) ? day : workdayFrom(day, 1),
    half: 'morning',
  });
}

interface Slot {
  readonly day: Day;
  readonly half: Half;
}

function visit(
  agencyId: string,
  enterprise: PlannedVisit['enterprise'],
  matter: string,
  slot: Slot,
  officers?: PlannedVisit['officers'],
): PlannedVisit {
  return {
    agency: known(agencyId),
    enterprise,
    matters: [matterOf(matter)],
    ...slot,
    origin: PLANNED,
    ...(officers && { officers }),
  };
}

function known(id: string): Agency {
  const agency = agencyById(id);
  assert(agency, `agency ${id} is in the demo`);
  return agency;
}

/**
 * A slot of this calendar year for each number of days back, different ones. Early in January they move together
 * at the start of the year, and onto holidays if they must; only in its first hours they are of last year.
 */
function slotsThisYear(now: Instant, daysBack: readonly number[]): Slot[] {
  const first = startOfYear(yearOf(now));
  const choices = [
    slotsOn(workdays(first, now), now),
    slotsOn(daysFrom(first, now), now),
    slotsOn(daysFrom(first - 5 * DAY, now), now),
  ];
  const slots = choices.find(({ length }) => length >= daysBack.length) ?? [];
  const taken: number[] = [];
  for (const back of daysBack) {
    const wanted = slots.findLastIndex(({ day }) => day <= dayOf(now - back * DAY));
    const earliest = (taken.at(-1) ?? -1) + 1;
    const stillNeeded = daysBack.length - taken.length;
    taken.push(Math.min(Math.max(wanted, earliest), slots.length - stillNeeded));
  }
  return taken.flatMap((i) => slots[i] ?? []);
}

const slotsOn = (days: readonly Day[], now: Instant): Slot[] =>
  days
    .flatMap((day) => HALVES.map((half) => ({ day, half })))
    .filter(({ day, half }) => windowsOf(day, half).every(({ to }) => to <= now));

function daysFrom(first: Instant, now: Instant): Day[] {
  const days: Day[] = [];
  for (let at = first; at <= now; at += DAY) days.push(dayOf(at));
  return days;
}
