/** Invented small counties: registers, past and planned inspections, thresholds, and an application somebody has in hand. */
import { POLICY_NAMES, THRESHOLDS, type Threshold, UNITS } from '@liangma/shared/compliance/policy';
import type { PolicyRow } from '@liangma/shared/compliance/policy-rows';
import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { DAY, dayOf, HOUR } from '@liangma/shared/kernel/instant';
import { limitOf, NO_CAP } from '@liangma/shared/matters/cap';
import type { Matter } from '@liangma/shared/matters/matter';
import type { QuietPeriod } from '@liangma/shared/quiet-periods/quiet-period';
import { type Agency, agencyIdSchema } from '@liangma/shared/registry/agency';
import { type Enterprise, enterpriseIdSchema, RISK_GRADES } from '@liangma/shared/registry/enterprise';
import type { GradeChange } from '@liangma/shared/registry/grade-history';
import type { Officer } from '@liangma/shared/registry/officer';
import type { WhitelistEntry } from '@liangma/shared/registry/whitelist';
import { LATE_GROUNDS, OFF_SITE_WAYS } from '@liangma/shared/tasks/particulars';
import { type Application, TASK_SOURCES, TASK_STATES, TASK_TYPES, type Task } from '@liangma/shared/tasks/task';
import fc from 'fast-check';
import * as v from 'valibot';
import {
  aMatter,
  anAgency,
  anApplication,
  anEnterprise,
  anEntrustment,
  anOfficer,
  aRecord,
  aReference,
  aTask,
  NOW,
} from '../../../shared/test/builders.ts';

export interface SomeCounty {
  readonly agencies: readonly Agency[];
  readonly officers: readonly Officer[];
  readonly matters: readonly Matter[];
  readonly enterprise: Enterprise;
  readonly premises: number;
  readonly tasks: readonly Task[];
  readonly policies: readonly PolicyRow[];
  readonly quietPeriods: readonly QuietPeriod[];
  readonly grades: readonly GradeChange[];
  readonly whitelist: readonly WhitelistEntry[];
  readonly application: Application;
}

/** The agency that applies. */
export const OWN_AGENCY = '620623-SCJG';

const day = (from: number, to: number): fc.Arbitrary<string> =>
  fc.integer({ min: from, max: to }).map((days) => dayOf(NOW + days * DAY));
const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some, { nil: null });
const someOf = <T>(items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items);

const PRINCIPAL = '620623-NYNC';
const IDS = [OWN_AGENCY, '620623-YJGL', '6206-SCJG', PRINCIPAL, '620623-NYNC01'].map((id) =>
  v.parse(agencyIdSchema, id),
);
const LINES = ['SCJG', 'YJGL', 'NYNC'] as const;

const agencies: fc.Arbitrary<Agency[]> = fc.tuple(
  ...IDS.map((id) =>
    fc
      .record({
        confirmedOn: maybe(day(-300, 20)),
        activeUntil: maybe(day(-20, 40)),
        isEntrusted: fc.boolean(),
        filed: maybe(day(-100, 30)),
        line: someOf(LINES),
      })
      .map(({ confirmedOn, activeUntil, isEntrusted, filed, line }) =>
        anAgency({
          id,
          name: `机关 ${id}`,
          region: id.replace(/-.*/, ''),
          level: id.startsWith('620623') ? 'county' : 'prefecture',
          line: id === OWN_AGENCY ? 'SCJG' : line,
          confirmation:
            confirmedOn === null ? null : { document: '武政发〔2025〕18号', body: '武威市人民政府', day: confirmedOn },
          activeUntil,
          ...(isEntrusted && {
            kind: 'entrusted' as const,
            entrustment: anEntrustment({ agency: v.parse(agencyIdSchema, PRINCIPAL), filedWithJudicial: filed }),
          }),
        }),
      ),
  ),
);

const OFFICERS = [1, 2, 3, 4, 5];

const officers: fc.Arbitrary<Officer[]> = fc.tuple(
  ...OFFICERS.map((n) =>
    fc
      .record({
        agency: fc.oneof({ weight: 3, arbitrary: fc.constant(IDS[0] as Agency['id']) }, someOf(IDS)),
        leftOn: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, day(-20, 20)),
        suspended: fc.boolean(),
        validTo: day(-30, 400),
        phone: someOf(['', '0935-3120000']),
      })
      .map(({ validTo, ...rest }) => {
        const officer = anOfficer(n, rest);
        return { ...officer, certificate: { ...officer.certificate, validTo } };
      }),
  ),
);

const MATTERS = ['M901', 'M902', 'M903'];

const matters: fc.Arbitrary<Matter[]> = fc.tuple(
  ...MATTERS.map((id) =>
    fc
      .record({
        agencyCode: fc.oneof({ weight: 3, arbitrary: fc.constant('SCJG' as const) }, someOf(LINES)),
        validTo: maybe(day(-10, 40)),
        perYear: fc.integer({ min: 0, max: 3 }),
        matters: someOf(['this', 'all'] as const),
        agencies: someOf(['own', 'level'] as const),
      })
      .map(({ agencyCode, validTo, perYear, ...limit }) =>
        aMatter(id, { agencyCode, validTo, cap: { ...NO_CAP, limits: [limitOf({ by: 'flat', perYear }, limit)] } }),
      ),
  ),
);

const ENTERPRISE = v.parse(enterpriseIdSchema, 'X00000000001');
const REGION = '620623100';

const enterprise = fc
  .record({ class: someOf(['', 'C13', 'F52']), grade: someOf(RISK_GRADES) })
  .map((given) => anEnterprise({ id: ENTERPRISE, region: REGION, ...given }));

const window = (from: number, to: number) =>
  fc
    .record({ at: fc.integer({ min: from * 24, max: to * 24 }), hours: fc.integer({ min: 1, max: 60 }) })
    .map(({ at, hours }) => ({ from: NOW + at * HOUR, to: NOW + (at + hours) * HOUR }));

/** 1 and 2 are common, because visits by the same officers are what FREQ-5 is about. */
const team = fc.uniqueArray(someOf([1, 1, 1, 2, 2, ...OFFICERS]), { maxLength: 3 });
const subjects = fc.uniqueArray(someOf(['M901', 'M901', ...MATTERS]), { maxLength: 2 });
const reference = maybe(someOf(['12345-1', '12345-2']).map((number) => aReference({ number, date: '2026-11-20' })));

const task: fc.Arbitrary<Omit<Task, 'id'>> = fc
  .record({
    state: someOf(TASK_STATES),
    agency: someOf(IDS),
    isPrincipals: fc.boolean(),
    window: window(-500, 40),
    type: someOf(TASK_TYPES),
    source: someOf(TASK_SOURCES),
    matters: subjects,
    team,
    reference,
    isLate: fc.boolean(),
    outcome: someOf(['no-problem', 'guidance'] as const),
    partner: fc.option(someOf(IDS), { nil: undefined }),
    hasAgreed: fc.boolean(),
  })
  .map(({ state, agency, isPrincipals, team, isLate, outcome, matters, partner, hasAgreed, ...rest }) => {
    const made = aTask(state, {
      ...rest,
      matters: matters.map((id) => aMatter(id).id),
      agency: {
        id: agency,
        name: `机关 ${agency}`,
        ...(isPrincipals && { principal: { id: v.parse(agencyIdSchema, PRINCIPAL), name: `机关 ${PRINCIPAL}` } }),
      },
      officers: team.map((n, place) => ({
        id: anOfficer(n).id,
        name: anOfficer(n).name,
        certificate: '',
        ...(partner && partner !== agency && place > 0 && { agency: partner }),
      })),
      ...(partner &&
        partner !== agency && {
          partners: [
            {
              agency: { id: partner, name: `机关 ${partner}` },
              matters: matters.slice(1).map((id) => aMatter(id).id),
              answers: hasAgreed ? [{ at: NOW, by: 'head', name: '局长', stand: 'agree', text: '', version: 0 }] : [],
            },
          ],
        }),
      ...(isLate && { late: { ground: 'no-network' as const } }),
    } as Partial<Task>);
    const { from, to } = rest.window;
    return 'record' in made ? { ...made, record: aRecord({ startedAt: from, endedAt: to, outcome }) } : made;
  });

/** Each with an id and a number of its own. */
const tasks = fc.array(task, { maxLength: 8 }).map((all) =>
  all.map((one, i): Task => {
    const id = v.parse(taskIdSchema, `019ab3a0-1234-7abc-8def-${String(i).padStart(12, '0')}`);
    return { ...one, id, ...('number' in one && { number: String(i).padStart(10, '0') }) } as Task;
  }),
);

const policies: fc.Arbitrary<PolicyRow[]> = fc
  .array(
    fc.record({
      name: someOf(POLICY_NAMES),
      region: someOf(['62', '6206', '620623', '6201']),
      effectiveFrom: day(-100, 10),
      place: fc.double({ min: 0, max: 1, noNaN: true }),
      binding: fc.boolean(),
    }),
    { maxLength: 10 },
  )
  .map((rows) =>
    rows.map(({ place, ...row }, i) => {
      const { unit, least, most }: Threshold = THRESHOLDS[row.name];
      const value = Math.round(least + place * (most - least)) * UNITS[unit];
      return { ...row, id: `p${i}`, value, document: '示例文件', at: NOW - i, by: 'operator', byName: '运维' };
    }),
  );

const quietPeriods: fc.Arbitrary<QuietPeriod[]> = fc
  .array(
    fc.record({
      region: someOf(['62', '620623', '620623100', '620623101', '6201']),
      classes: someOf([[], ['C'], ['F52']]),
      days: someOf([
        { kind: 'monthly' as const, from: 20, to: 28 },
        { kind: 'span' as const, from: '2026-11-01', to: '2026-12-15' },
      ]),
      from: day(-100, 10),
      until: maybe(day(11, 60)),
      exemptions: someOf([[], [{ code: 'safety', text: '涉及公共安全' }]]),
    }),
    { maxLength: 3 },
  )
  .map((all) => all.map((one, i) => ({ ...one, id: `q${i}`, name: `安静期 ${i}`, document: '示例文件' })));

const grades: fc.Arbitrary<GradeChange[]> = fc
  .uniqueArray(fc.record({ grade: someOf(RISK_GRADES), from: day(-900, 20) }), {
    maxLength: 3,
    selector: ({ from }) => from,
  })
  .map((all) => all.map((one, i) => ({ ...one, at: NOW - 10 + i, source: '年度评定', by: 'liuzhiqiang' })));

const whitelist: fc.Arbitrary<WhitelistEntry[]> = fc
  .array(fc.record({ from: day(-300, 0), until: day(1, 300), removedOn: maybe(day(-100, 10)) }), { maxLength: 2 })
  .map((all) =>
    all.map(({ removedOn, ...one }, i) => ({
      ...one,
      id: `w${i}`,
      condition: '连续两年没有违法记录',
      document: '示例文件',
      at: NOW,
      by: 'liuzhiqiang',
      removed: removedOn === null ? null : { on: removedOn, reason: '被处罚', at: NOW, by: 'liuzhiqiang' },
    })),
  );

/** Also what only a kept draft or an earlier application can hold: officers who left, matters of other lines. */
const application: fc.Arbitrary<Application> = fc
  .record({
    type: someOf(TASK_TYPES),
    source: someOf(TASK_SOURCES),
    matters: subjects,
    team,
    window: window(-60, 40),
    reference,
    offSite: someOf([...OFF_SITE_WAYS, 'none', 'none', 'none'] as const),
    surprise: fc.boolean(),
    lateGround: fc.option(someOf(LATE_GROUNDS), { nil: undefined }),
    quietExemption: fc.option(fc.constant('safety'), { nil: undefined }),
    premises: fc.option(fc.constant('P1'), { nil: undefined }),
    partners: fc.option(fc.uniqueArray(someOf(IDS.slice(1)), { minLength: 1, maxLength: 2 }), { nil: undefined }),
    reason: fc.subarray(['FREQ-5', 'DUP-1', 'NOT-1', 'QUIET-1', 'WL-1', 'LATE-2'] as const),
  })
  .map(({ matters, team, surprise, lateGround, quietExemption, premises, partners, reason, ...rest }) =>
    anApplication({
      ...rest,
      enterprise: ENTERPRISE,
      matters: matters.map((id) => aMatter(id).id),
      officers: team.map((n) => anOfficer(n).id),
      reasons: Object.fromEntries(reason.map((rule) => [rule, '情况已核实，确需在此时进行检查，理由如上所述。'])),
      ...(surprise && { surprise: true }),
      ...(lateGround && { late: { ground: lateGround } }),
      ...(quietExemption && { quietExemption }),
      ...(premises && { premises }),
      ...(partners && { partners }),
    }),
  );

export const someCounty: fc.Arbitrary<SomeCounty> = fc.record({
  agencies,
  officers,
  matters,
  enterprise,
  premises: fc.integer({ min: 0, max: 2 }),
  tasks,
  policies,
  quietPeriods,
  grades,
  whitelist,
  application,
});
