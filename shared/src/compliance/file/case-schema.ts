/**
 * A case in a file (docs/ASSESS.md). Fields that it leaves out have the values of an ordinary agency, officer, enterprise or matter, so
 * that a case states what it is about.
 */
import * as v from 'valibot';
import { type Day, daySchema } from '../../kernel/instant.ts';
import { regionCodeSchema } from '../../kernel/regions.ts';
import { calendarYearSchema } from '../../kernel/working-days.ts';
import { capSchema, flatCap, gradeCap, NO_CAP, perYearSchema } from '../../matters/cap.ts';
import { matterSchema } from '../../matters/matter.ts';
import { quietPeriodSchema, quietTermsSchema } from '../../quiet-periods/quiet-period.ts';
import { agencyIdSchema, agencySchema, levelOfRegion, regionInCode } from '../../registry/agency.ts';
import { enterpriseSchema, RISK_GRADES } from '../../registry/enterprise.ts';
import { gradeChangeSchema } from '../../registry/grade-history.ts';
import { officerSchema } from '../../registry/officer.ts';
import { whitelistEntrySchema, whitelistRemovalSchema } from '../../registry/whitelist.ts';
import { applicationSchema, TASK_STATES } from '../../tasks/task.ts';
import { referenceUseSchema, visitSchema } from '../facts.ts';
import { policySchema } from '../policy.ts';
import { momentSchema } from './moment.ts';

const window = v.pipe(
  v.object({ from: momentSchema, to: momentSchema }),
  v.check(({ from, to }) => from < to, 'window-reversed'),
);

const LONG_AGO: Day = '2000-01-01';
const FAR_OFF: Day = '2099-12-31';

const agencyIn = v.pipe(
  v.object({
    ...v.partial(agencySchema).entries,
    id: agencyIdSchema,
    region: v.optional(regionCodeSchema),
    confirmation: v.optional(agencySchema.entries.confirmation),
  }),
  v.check(({ id, region }) => (region ?? regionInCode(id)) !== undefined, 'region'),
  v.transform((given) => {
    const region = given.region ?? (regionInCode(given.id) as string);
    return v.parse(agencySchema, {
      name: given.id as string,
      kind: 'organ' as const,
      parent: null,
      level: levelOfRegion(region),
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
    certificate: { number: given.id.slice(1).padStart(8, '0'), validFrom: LONG_AGO, validTo: FAR_OFF },
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
  v.pipe(perYearSchema, v.transform(flatCap)),
  v.pipe(v.record(v.picklist(RISK_GRADES), perYearSchema), v.transform(gradeCap)),
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

/** States of a visit that has an end and an outcome. */
const TOOK_PLACE: readonly string[] = ['recorded', 'performed-after-withdrawal', 'performed-after-refusal'];

const visitIn = v.pipe(
  v.object({
    ...v.partial(visitSchema).entries,
    agency: agencyIdSchema,
    window,
    state: v.optional(v.picklist(TASK_STATES), 'recorded'),
    endedAt: v.exactOptional(v.nullable(momentSchema)),
  }),
  v.transform((given) =>
    v.parse(visitSchema, {
      task: null,
      agencyName: given.agency as string,
      type: 'routine' as const,
      source: 'annual-plan' as const,
      matters: [],
      endedAt: TOOK_PLACE.includes(given.state) ? given.window.to : null,
      outcome: TOOK_PLACE.includes(given.state) ? ('no-problem' as const) : null,
      ...given,
    }),
  ),
);

const quietPeriodIn = v.pipe(
  v.object({ ...quietPeriodSchema.entries, id: v.optional(v.string(), '') }),
  v.check((terms) => v.is(quietTermsSchema, terms), 'quiet-terms'),
);

const whitelistIn = v.pipe(
  v.object({
    ...v.partial(whitelistEntrySchema, ['id', 'at', 'by']).entries,
    removed: v.optional(
      v.nullable(
        v.object({ at: v.optional(v.number(), 0), by: v.optional(v.string(), ''), ...whitelistRemovalSchema.entries }),
      ),
      null,
    ),
  }),
  v.check(({ from, until }) => from <= until, 'days-reversed'),
);

/** A number of penalties, or whether there was one. */
const penaltyIn = v.union([
  v.boolean(),
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(0),
    v.transform((count) => count > 0),
  ),
]);

/** Null says as much as a field that is left out; so does `surprise: false`, and a joint inspection with nobody. */
const given = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((fields) =>
    Object.fromEntries(
      Object.entries(fields).filter(
        ([key, value]) =>
          value !== null &&
          !(key === 'surprise' && value === false) &&
          !(key === 'partners' && Array.isArray(value) && value.length === 0),
      ),
    ),
  ),
);

export const caseSchema = v.pipe(
  v.object({
    /** Named in the answer. */
    name: v.exactOptional(v.string()),
    now: momentSchema,
    application: v.pipe(
      given,
      v.object({
        ...v.partial(applicationSchema, ['officers', 'assistants', 'reasons', 'whyOnSite']).entries,
        window,
      }),
    ),
    facts: v.pipe(
      given,
      v.object({
        agency: agencyIn,
        /** Partner agencies of a joint inspection, with whatever the case says of them. */
        partners: v.optional(v.array(agencyIn), () => []),
        enterprise: enterpriseIn,
        officers: v.optional(v.array(officerIn), () => []),
        matters: v.optional(v.array(matterIn), () => []),
        visits: v.optional(v.array(visitIn), () => []),
        referenceUses: v.optional(v.array(v.object({ ...referenceUseSchema.entries, from: momentSchema })), () => []),
        grades: v.optional(
          v.array(
            v.object({ ...v.partial(gradeChangeSchema).entries, grade: v.picklist(RISK_GRADES), from: daySchema }),
          ),
          () => [],
        ),
        marks: v.optional(v.record(v.string(), v.string()), () => ({})),
        penalised: v.optional(v.record(v.string(), penaltyIn), () => ({})),
        premises: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), null),
        quietPeriods: v.optional(v.array(quietPeriodIn), () => []),
        whitelist: v.optional(v.array(whitelistIn), () => []),
        calendar: v.exactOptional(v.array(calendarYearSchema)),
        policy: v.optional(v.partial(policySchema), () => ({})),
      }),
    ),
  }),
  v.forward(
    v.check(({ application, facts }) => application.enterprise === facts.enterprise.id, 'other-enterprise'),
    ['application', 'enterprise'],
  ),
);
export type Case = v.InferOutput<typeof caseSchema>;
