/**
 * Plans the inspections of the past year: enterprise, officers, matters and time are drawn by chance, kept within the
 * caps (FREQ-1), one visit a day, two weeks between two visits of one agency.
 */
import { assert } from '@liangma/shared/kernel/assert';
import { DAY, type Day, type Instant, startOfDay } from '@liangma/shared/kernel/instant';
import { plainCap } from '@liangma/shared/matters/cap';
import type { Matter } from '@liangma/shared/matters/matter';
import type { Agency } from '@liangma/shared/registry/agency';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { OfficerId } from '@liangma/shared/registry/officer';
import type { Application } from '@liangma/shared/tasks/task';
import { agencyById, isQualified } from './agencies.ts';
import { matterOf } from './matters.ts';
import { HALVES, type Half, workdays } from './office-hours.ts';
import { type Random, weighted } from './random.ts';
import { COUNTY } from './regions.ts';
import { TRADES } from './trades.ts';

export type Origin = Pick<Application, 'type' | 'source'>;

export interface PlannedVisit {
  readonly agency: Agency;
  readonly enterprise: Enterprise;
  readonly matters: readonly Matter[];
  readonly day: Day;
  readonly half: Half;
  /** Source of the inspection, if the story names one: an exempt source does not count towards a cap (FREQ-1). */
  readonly origin?: Origin;
  /** Set beforehand; the rota sends others out. */
  readonly officers?: readonly OfficerId[];
}

/** Pairs of officers an agency can send out at the same time. */
export type PairsOf = (agency: Agency) => number;

const SECOND_MATTER_SHARE = 0.2;
const TRIES_PER_VISIT = 60;
const PAST_DAYS = 364;

/** `set` and as many drawn ones as make up the count, in order of time. */
export function planVisits(
  count: number,
  set: readonly PlannedVisit[],
  enterprises: readonly Enterprise[],
  pairsOf: PairsOf,
  now: Instant,
  random: Random,
): PlannedVisit[] {
  const days = workdays(now - PAST_DAYS * DAY, now - DAY);
  const book = new VisitBook(pairsOf);
  const planned = set.map((visit) => book.enter(visit));
  for (let tries = 0; planned.length < count; tries++) {
    assert(tries < count * TRIES_PER_VISIT, 'the county is too small for so many inspections');
    const visit = draw(random.pick(enterprises), random.pick(days), random);
    if (visit && book.hasRoom(visit)) planned.push(book.enter(visit));
  }
  return planned.sort((a, b) => compare(a.day, b.day) || HALVES.indexOf(a.half) - HALVES.indexOf(b.half));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const MOST_ATTENTION = Math.max(...TRADES.map(({ attention }) => attention));

const PLANS = new Map(
  TRADES.map((trade) => [
    trade.trade,
    { attention: trade.attention, pick: weighted(Object.entries(trade.matters)), matters: Object.keys(trade.matters) },
  ]),
);

/** Trades with more risk are drawn more often. Undefined: not this one. */
function draw(enterprise: Enterprise, day: Day, random: Random): PlannedVisit | undefined {
  const plan = PLANS.get(enterprise.trade);
  if (!plan || !random.chance(plan.attention / MOST_ATTENTION)) return undefined;
  const first = matterOf(plan.pick(random));
  const agency = agencyFor(first, enterprise);
  if (!agency || !isQualified(agency)) return undefined;
  const others = plan.matters.map(matterOf).filter((m) => m.agencyCode === first.agencyCode && m !== first);
  const second = others.length > 0 && random.chance(SECOND_MATTER_SHARE) ? [random.pick(others)] : [];
  return { agency, enterprise, matters: [first, ...second], day, half: random.pick(HALVES) };
}

const TOWNSHIP_CODE = 'XZZF';

const agencyFor = ({ agencyCode }: Matter, { region }: Enterprise): Agency | undefined =>
  agencyById(`${agencyCode === TOWNSHIP_CODE ? region : COUNTY.code}-${agencyCode}`);

const REST_DAYS = 14;

/** Remembers what is planned, so that nothing is planned too much. */
class VisitBook {
  readonly #pairsOf: PairsOf;
  readonly #used = new Map<string, number>();
  readonly #days = new Map<string, Day[]>();

  constructor(pairsOf: PairsOf) {
    this.#pairsOf = pairsOf;
  }

  hasRoom(visit: PlannedVisit): boolean {
    const { agency, enterprise, matters, day } = visit;
    if (this.#count(slotKey(visit)) >= this.#pairsOf(agency)) return false;
    const all = this.#days.get(enterprise.id) ?? [];
    if (all.includes(day)) return false;
    const own = this.#days.get(`${enterprise.id} ${agency.id}`) ?? [];
    if (own.some((other) => daysBetween(other, day) < REST_DAYS)) return false;
    return matters.every((m) => this.#count(capKey(visit, m)) < (plainCap(m.cap, enterprise.grade) ?? Infinity));
  }

  enter(visit: PlannedVisit): PlannedVisit {
    const { agency, enterprise, matters, day } = visit;
    for (const key of [slotKey(visit), ...matters.map((m) => capKey(visit, m))])
      this.#used.set(key, this.#count(key) + 1);
    for (const key of [enterprise.id, `${enterprise.id} ${agency.id}`]) {
      this.#days.set(key, [...(this.#days.get(key) ?? []), day]);
    }
    return visit;
  }

  #count(key: string): number {
    return this.#used.get(key) ?? 0;
  }
}

const slotKey = ({ agency, day, half }: PlannedVisit): string => `${agency.id} ${day} ${half}`;

/** [FREQ-1] Same agency, same enterprise, same calendar year. */
const capKey = ({ agency, enterprise, day }: PlannedVisit, { id }: Matter): string =>
  `${agency.id} ${enterprise.id} ${id} ${day.slice(0, 4)}`;

const daysBetween = (a: Day, b: Day): number => Math.abs(startOfDay(a) - startOfDay(b)) / DAY;
