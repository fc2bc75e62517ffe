/**
 * A planned visit as a task: done and recorded, or applied for. Past ones predate the system: no code was issued,
 * nobody scanned, no device took part.
 */
import { deviceIdSchema, taskIdSchema, uuidV7 } from '@liangma/shared/kernel/ids';
import { dayOf, type Instant } from '@liangma/shared/kernel/instant';
import type { Officer } from '@liangma/shared/registry/officer';
import { isExemptSource, type Reference, type Task, type TaskIn, USUAL_CHANNEL } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import { pastRecord } from './findings.ts';
import type { Origin, PlannedVisit } from './inspection-plan.ts';
import { clock, lastDeskMoment, windowsOf, workdayFrom } from './office-hours.ts';
import { type Office, officeOf } from './offices.ts';
import { type Random, weighted } from './random.ts';
import { townshipName } from './regions.ts';

/** No code of theirs is about any more. */
const NO_ENTRY = { shard: '', day: 0, index: 0 };
const NO_DEVICE = v.parse(deviceIdSchema, '0'.repeat(32));

/** applied, approved, started, recorded. */
const REV_RECORDED = 4;

const pickOrigin = weighted<Origin>([
  [{ type: 'routine', source: 'annual-plan' }, 84],
  [{ type: 'case', source: 'complaint' }, 8],
  [{ type: 'case', source: 'referral' }, 4],
  [{ type: 'case', source: 'data-monitoring' }, 3],
  [{ type: 'case', source: 'own-request' }, 1],
]);

const WHY_ON_SITE = [
  '需查看现场设施和实物，书面和共享数据无法核实。',
  '需查看卫生状况和库存批次，书面和共享数据无法核实。',
  '需核对设备实际运行状态，远程监管无法核实。',
  '需现场抽查台账原件和实物是否相符。',
];

export interface Assigned {
  readonly visit: PlannedVisit;
  readonly officers: readonly Officer[];
  readonly nth: number;
}

/** Makes tasks of assigned visits; it remembers the people of each office. */
export class TaskWriter {
  readonly #random: Random;
  readonly #offices = new Map<string, Office>();
  #references = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  recorded(assigned: Assigned): TaskIn<'recorded'> {
    const { visit } = assigned;
    const origin = visit.origin ?? pickOrigin(this.#random);
    const day = workdayFrom(visit.day, -(origin.type === 'case' ? 1 : 2 + this.#random.int(4)));
    const appliedAt = clock(day, 9, this.#random.int(150));
    const base = this.#base(assigned, origin, appliedAt);
    const record = pastRecord(visit.matters, base.window, this.#random);
    return {
      ...base,
      state: 'recorded',
      rev: REV_RECORDED,
      approved: { at: clock(day, 14, 30 + this.#random.int(150)), ...this.#office(visit).head },
      code: '',
      statusEntry: NO_ENTRY,
      scans: [],
      started: { at: record.startedAt, device: NO_DEVICE },
      record,
    };
  }

  applied(assigned: Assigned, now: Instant): TaskIn<'applied'> {
    return {
      ...this.#base(assigned, assigned.visit.origin ?? pickOrigin(this.#random), lastDeskMoment(now)),
      state: 'applied',
    };
  }

  #base({ visit, officers, nth }: Assigned, origin: Origin, appliedAt: Instant): Omit<TaskIn<'applied'>, 'state'> {
    const { agency, enterprise, matters, day, half } = visit;
    const random = this.#random;
    return {
      id: v.parse(taskIdSchema, uuidV7(appliedAt, random.bytes(10))),
      rev: 1,
      agency: { id: agency.id, name: agency.name },
      enterprise: {
        id: enterprise.id,
        name: enterprise.name,
        region: enterprise.region,
        township: townshipName(enterprise.region),
        address: enterprise.address,
        grade: enterprise.grade,
      },
      ...origin,
      matters: matters.map(({ id }) => id),
      officers: officers.map(({ id, name, certificate }) => ({ id, name, certificate: certificate.number })),
      assistants: random.chance(0.1) ? 1 : 0,
      window: random.pick(windowsOf(day, half)),
      reference: this.#reference(origin, dayOf(appliedAt)),
      whyOnSite: random.pick(WHY_ON_SITE),
      reasons: {},
      nth,
      applied: { at: appliedAt, ...this.#office(visit).clerk },
    };
  }

  /** Each number once: a clue leads to one inspection. */
  #reference({ source }: Origin, date: string): Reference | null {
    if (!isExemptSource(source)) return null;
    this.#references += 1;
    const serial = String(this.#references).padStart(4, '0');
    return { number: `演示-${date.replaceAll('-', '')}-${serial}`, date, channel: USUAL_CHANNEL[source] };
  }

  #office({ agency }: PlannedVisit): Office {
    const office = this.#offices.get(agency.id) ?? officeOf(agency);
    this.#offices.set(agency.id, office);
    return office;
  }
}

export const byTime = (a: Task, b: Task): number => a.window.from - b.window.from || (a.id < b.id ? -1 : 1);
