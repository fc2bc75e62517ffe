/**
 * Past inspections of an enterprise: matters of its trade, an agency of its county that is in charge of them, officers of
 * that agency, a working day of the past three years. Trades with more risk have more.
 */
import { DAY, type Day, type Instant } from '@liangma/shared/kernel/instant';
import type { Matter } from '@liangma/shared/matters/matter';
import type { Agency } from '@liangma/shared/registry/agency';
import type { Officer } from '@liangma/shared/registry/officer';
import type { Task } from '@liangma/shared/tasks/task';
import { isQualified } from '../../../sync-server/src/demo/agencies.ts';
import type { PlannedVisit } from '../../../sync-server/src/demo/inspection-plan.ts';
import { matterOf } from '../../../sync-server/src/demo/matters.ts';
import { HALVES, workdays } from '../../../sync-server/src/demo/office-hours.ts';
import { TaskWriter } from '../../../sync-server/src/demo/past-inspections.ts';
import { type Random, weighted } from '../../../sync-server/src/demo/random.ts';
import { TRADES, tradeOf } from '../../../sync-server/src/demo/trades.ts';
import { anyOfKind } from './catalog.ts';
import type { County } from './counties.ts';
import type { Placed } from './enterprises.ts';

const YEARS = 3;
/** Inspections among which one waits for its approval. */
const WAITING_ONE_IN = 400;

export interface Staffed {
  readonly agency: Agency;
  readonly officers: readonly Officer[];
}

/** Agency, matters and officers of an application. */
export type Errand = Pick<PlannedVisit, 'agency' | 'matters'> & { readonly officers: readonly [Officer, Officer] };

export class Inspections {
  readonly #random: Random;
  readonly #now: Instant;
  readonly #days: readonly Day[];
  readonly #writer: TaskWriter;
  readonly #staff = new Map<string, Staffed>();
  readonly #townships = new Map<string, string>();
  readonly #matters = new Map(TRADES.map(({ trade, matters }) => [trade, weighted(Object.entries(matters))]));

  constructor(counties: readonly County[], staff: readonly Staffed[], random: Random, now: Instant) {
    this.#random = random;
    this.#now = now;
    this.#days = workdays(now - YEARS * 365 * DAY, now - DAY);
    this.#writer = new TaskWriter(random);
    for (const one of staff) this.#staff.set(one.agency.id, one);
    for (const { townships } of counties) for (const { code, name } of townships) this.#townships.set(code, name);
  }

  /** Oldest first. */
  of(placed: Placed, count: number): Task[] {
    const days = Array.from({ length: count }, () => this.#random.pick(this.#days)).sort();
    const before = new Map<string, number>();
    return days.flatMap((day) => {
      const errand = this.errand(placed);
      if (!errand) return [];
      const { agency, matters, officers } = errand;
      const year = `${agency.id} ${day.slice(0, 4)}`;
      const nth = (before.get(year) ?? 0) + 1;
      before.set(year, nth);
      const visit = { agency, matters, day, enterprise: placed.enterprise, half: this.#random.pick(HALVES) };
      return [this.#task({ visit, officers, nth })];
    });
  }

  /** Undefined where nobody of the county is in charge. */
  errand({ enterprise, county }: Placed): Errand | undefined {
    const pick = this.#matters.get(enterprise.trade);
    if (!pick) return undefined;
    const model = matterOf(pick(this.#random));
    const first = anyOfKind(model, this.#random);
    const staffed = this.#staff.get(`${regionFor(first, enterprise.region, county)}-${first.agencyCode}`);
    if (!staffed || !isQualified(staffed.agency) || staffed.officers.length < 2) return undefined;
    const { agency, officers } = staffed;
    const one = this.#random.int(officers.length);
    const other = (one + 1 + this.#random.int(officers.length - 1)) % officers.length;
    const pair = [officers[one], officers[other]] as [Officer, Officer];
    return { agency, matters: [first, ...this.#second(model, enterprise.trade)], officers: pair };
  }

  #second(model: Matter, trade: string): Matter[] {
    if (!this.#random.chance(0.2)) return [];
    const others = Object.keys(tradeOf(trade)?.matters ?? {})
      .map(matterOf)
      .filter((matter) => matter.agencyCode === model.agencyCode && matter !== model);
    return others.length > 0 ? [anyOfKind(this.#random.pick(others), this.#random)] : [];
  }

  #task(assigned: Parameters<TaskWriter['recorded']>[0]): Task {
    const isWaiting = this.#random.int(WAITING_ONE_IN) === 0;
    const task: Task = isWaiting
      ? this.#writer.applied(assigned, this.#now)
      : { ...this.#writer.recorded(assigned), number: this.#number() };
    return { ...task, enterprise: { ...task.enterprise, township: this.#townships.get(task.enterprise.region) ?? '' } };
  }

  /** Check numbers are ten digits; these do not repeat. */
  #number(): string {
    this.#numbers += 1;
    return String((this.#numbers * NUMBER_STRIDE) % NUMBERS).padStart(10, '0');
  }
  #numbers = 0;
}

const NUMBERS = 10 ** 10;
/** Has no factor in common with the count of numbers, so that each comes once. */
const NUMBER_STRIDE = 7_654_321;

const TOWNSHIP_CODE = 'XZZF';

const regionFor = ({ agencyCode }: Matter, region: string, { code }: County): string =>
  agencyCode === TOWNSHIP_CODE ? region : code;

/** Weight of an enterprise of the trade when inspections are shared out. */
export const attentionOf = (trade: string): number => tradeOf(trade)?.attention ?? 0;
