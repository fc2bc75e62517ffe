/**
 * Cases in a file: an application and its facts in, findings out (docs/ASSESS.md). Fields that a case leaves out have the
 * values of an ordinary agency, officer, enterprise or matter, so that a case states what it is about.
 */
import * as v from 'valibot';
import { type Day, daySchema, instantSchema, startOfDay } from '../../kernel/instant.ts';
import { regionCodeSchema } from '../../kernel/regions.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { calendarYearSchema, type WorkingCalendar } from '../../kernel/working-days.ts';
import { capSchema, flatCap, gradeCap, NO_CAP } from '../../matters/cap.ts';
import { matterSchema } from '../../matters/matter.ts';
import { quietPeriodSchema } from '../../quiet-periods/quiet-period.ts';
import { type Agency, agencyIdSchema, agencySchema } from '../../registry/agency.ts';
import { enterpriseSchema, RISK_GRADES } from '../../registry/enterprise.ts';
import { gradeChangeSchema } from '../../registry/grade-history.ts';
import { officerSchema } from '../../registry/officer.ts';
import { whitelistEntrySchema } from '../../registry/whitelist.ts';
import { applicationSchema } from '../../tasks/task.ts';
import { type Assessment, assess, assessOffSite } from '../assess.ts';
import { partnersAmong, referenceUseSchema, visitSchema } from '../facts.ts';
import { nthThisYear } from '../frequency.ts';
import { type Policy, policySchema } from '../policy.ts';

/** Milliseconds since 1970, or a time as people write it; without a zone it is China's. */
const moment = v.union([
  instantSchema,
  v.pipe(
    v.string(),
    v.transform((text) => momentOf(text)),
    instantSchema,
  ),
]);

const PLAIN = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

function momentOf(text: string): number {
  const plain = PLAIN.exec(text.trim());
  if (!plain) return Date.parse(text);
  const [, day = '', hours = '0', minutes = '0', seconds = '0'] = plain;
  return startOfDay(day) + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

const window = v.pipe(
  v.object({ from: moment, to: moment }),
  v.check(({ from, to }) => from < to, 'window-reversed'),
);

const LONG_AGO: Day = '2000-01-01';
const FAR_OFF: Day = '2099-12-31';

const levelOf = (region: string): Agency['level'] =>
  (({ 2: 'province', 4: 'prefecture', 6: 'county', 9: 'township' }) as const)[region.length as 2 | 4 | 6 | 9];

const agencyIn = v.pipe(
  v.object({
    ...v.partial(agencySchema).entries,
    id: agencyIdSchema,
    region: v.optional(regionCodeSchema),
    confirmation: v.optional(agencySchema.entries.confirmation),
  }),
  v.transform((given) => {
    const region = given.region ?? given.id.replace(/-.*/, '');
    return v.parse(agencySchema, {
      name: given.id as string,
      kind: 'organ' as const,
      parent: null,
      level: levelOf(region),
      vertical: false,
      line: given.id.replace(/^\d+-/, '').replace(/\d+$/, ''),
      confirmation: { document: '—', body: '—', day: LONG_AGO },
      activeFrom: LONG_AGO,
      activeUntil: null,
      entrustment: null,
      phone: '',
      demo: false,
      ...given,
      region,
    });
  }),
);

const officerIn = v.pipe(
  v.object({ ...v.partial(officerSchema).entries, id: officerSchema.entries.id, agency: v.optional(agencyIdSchema) }),
  v.transform((given) => ({
    name: given.id as string,
    certificate: { number: '00000000', validFrom: LONG_AGO, validTo: FAR_OFF },
    department: '',
    phone: '',
    leftOn: null,
    suspended: false,
    demo: false,
    ...given,
  })),
);

const enterpriseIn = v.pipe(
  v.object({ ...v.partial(enterpriseSchema).entries, id: enterpriseSchema.entries.id, region: regionCodeSchema }),
  v.transform((given) =>
    v.parse(enterpriseSchema, {
      name: given.id as string,
      kind: 'limited-company' as const,
      address: '',
      trade: '',
      class: '',
      state: 'registered' as const,
      grade: 'C' as const,
      demo: false,
      ...given,
    }),
  ),
);

/** A whole cap, one number a year, or a number for each grade. */
const capIn = v.union([
  capSchema,
  v.pipe(v.number(), v.transform(flatCap)),
  v.pipe(v.record(v.picklist(RISK_GRADES), v.number()), v.transform(gradeCap)),
]);

const matterIn = v.pipe(
  v.object({ ...v.partial(matterSchema).entries, id: matterSchema.entries.id, cap: v.optional(capIn) }),
  v.transform((given) => ({
    title: given.id as string,
    bases: [{ kind: 'law' as const, title: '—', article: '', text: '—' }],
    levels: [],
    target: '',
    methods: [],
    publicSafety: false,
    cap: NO_CAP,
    validFrom: LONG_AGO,
    validTo: null,
    checklist: [],
    source: { place: '', url: '', invented: true },
    ...given,
  })),
);

const visitIn = v.pipe(
  v.object({ ...v.partial(visitSchema).entries, agency: agencyIdSchema, window }),
  v.transform((given) =>
    v.parse(visitSchema, {
      task: null,
      agencyName: given.agency as string,
      type: 'routine' as const,
      source: 'annual-plan' as const,
      matters: [],
      state: 'recorded',
      endedAt: given.window.to,
      outcome: 'no-problem' as const,
      ...given,
    }),
  ),
);

const caseSchema = v.object({
  /** Named in the answer. */
  name: v.exactOptional(v.string()),
  now: moment,
  application: v.object({
    ...v.partial(applicationSchema, ['officers', 'assistants', 'reasons', 'whyOnSite']).entries,
    window,
  }),
  facts: v.object({
    agency: agencyIn,
    /** Partner agencies of a joint inspection, with whatever the case says of them. */
    partners: v.optional(v.array(agencyIn), () => []),
    enterprise: enterpriseIn,
    officers: v.optional(v.array(officerIn), () => []),
    matters: v.optional(v.array(matterIn), () => []),
    visits: v.optional(v.array(visitIn), () => []),
    referenceUses: v.optional(v.array(v.object({ ...referenceUseSchema.entries, from: moment })), () => []),
    grades: v.optional(
      v.array(v.object({ ...v.partial(gradeChangeSchema).entries, grade: v.picklist(RISK_GRADES), from: daySchema })),
      () => [],
    ),
    marks: v.optional(v.record(v.string(), v.string()), () => ({})),
    penalised: v.optional(v.record(v.string(), v.boolean()), () => ({})),
    premises: v.optional(v.nullable(v.number()), null),
    quietPeriods: v.optional(
      v.array(v.object({ ...quietPeriodSchema.entries, id: v.optional(v.string(), '') })),
      () => [],
    ),
    whitelist: v.optional(v.array(v.partial(whitelistEntrySchema, ['id', 'at', 'by', 'removed'])), () => []),
    calendar: v.exactOptional(v.array(calendarYearSchema)),
    policy: v.optional(v.partial(policySchema), () => ({})),
  }),
});
type Case = v.InferOutput<typeof caseSchema>;

/** Values for what a case does not state. */
export interface CaseDefaults {
  readonly policy: Policy;
  readonly calendar: WorkingCalendar;
}

export interface CaseProblem {
  /** Position of the case in the file, from 0. */
  readonly index: number;
  readonly path: string;
  readonly message: string;
}

/** `offSite`: the rules about an inspection without entering, if the application answers that it can be done so. */
export type AssessedCase = Assessment & {
  readonly name?: string;
  readonly nth: number;
  readonly offSite?: Assessment;
};

/** Assesses the content of a file: one case, or a list of cases. */
export function assessFile(content: unknown, defaults: CaseDefaults): Result<AssessedCase[], CaseProblem[]> {
  const list: readonly unknown[] = Array.isArray(content) ? content : [content];
  const read = list.map((one) => v.safeParse(caseSchema, one));
  const problems = read.flatMap(({ issues = [] }, index) =>
    issues.map((issue) => ({ index, path: v.getDotPath(issue) ?? '', message: issue.message })),
  );
  if (problems.length > 0) return err(problems);
  return ok(read.flatMap((one) => (one.success ? [assessCase(one.output, defaults)] : [])));
}

function assessCase({ name, now, application: given, facts: known }: Case, defaults: CaseDefaults): AssessedCase {
  const { agency } = known;
  const named = given.partners ?? known.partners.map(({ id }) => id);
  const facts = {
    ...known,
    partners: partnersAmong(named, known.partners, agency),
    officers: known.officers.map((officer) =>
      v.parse(officerSchema, { ...officer, agency: officer.agency ?? agency.id }),
    ),
    matters: known.matters.map((matter) =>
      v.parse(matterSchema, { ...matter, agencyCode: matter.agencyCode ?? agency.line }),
    ),
    grades: known.grades.map((change) => ({ source: '—', at: 0, ...change })),
    whitelist: known.whitelist.map((entry) => ({ id: '', at: 0, by: '', removed: null, ...entry })),
    calendar: known.calendar ?? defaults.calendar,
    policy: { ...defaults.policy, ...known.policy },
  };
  const application = {
    assistants: 0,
    reasons: {},
    whyOnSite: '',
    ...given,
    officers: given.officers ?? known.officers.map(({ id }) => id),
    ...(named.length > 0 && { partners: named }),
  };
  const isOffSite = application.offSite !== undefined && application.offSite !== 'none';
  const assessment = assess(application, facts, now);
  return {
    ...(name !== undefined && { name }),
    ...assessment,
    nth: nthThisYear(application, facts),
    ...(isOffSite && { offSite: assessOffSite(application, facts, now) }),
  };
}
