/**
 * Enterprise of another region, which a letter of assistance opens by its exact number (JUR-1). The desk learns its name and address and
 * no more; rules about its inspections, grades and quiet days are judged by the server alone.
 */
import * as v from 'valibot';
import { instantSchema } from '../kernel/instant.ts';
import { regionCodeSchema } from '../kernel/regions.ts';
import { calendarYearSchema } from '../kernel/working-days.ts';
import { agencySchema } from '../registry/agency.ts';
import { enterpriseIdSchema } from '../registry/enterprise.ts';
import { assistanceSchema } from '../tasks/particulars.ts';
import type { Assessment } from './assess.ts';
import type { EnterpriseFacts } from './facts.ts';
import type { RuleId } from './finding.ts';
import { policySchema } from './policy.ts';

/** Full-width and lower-case letters and blanks are slips of the hand. */
const exactNumber = v.pipe(
  v.string(),
  v.maxLength(60),
  v.transform((text) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase()),
  enterpriseIdSchema,
);

export const lookElsewhereSchema = v.object({ enterprise: exactNumber, letter: assistanceSchema.entries.number });

/** `region`: the county of the address. */
export const enterpriseElsewhereSchema = v.object({
  id: enterpriseIdSchema,
  name: v.string(),
  address: v.string(),
  region: regionCodeSchema,
  county: v.string(),
});
export type EnterpriseElsewhere = v.InferOutput<typeof enterpriseElsewhereSchema>;

/** Beside the enterprise: the own agency, and what is public law in that county. */
export const lookedElsewhereSchema = v.object({
  enterprise: enterpriseElsewhereSchema,
  agency: agencySchema,
  policy: policySchema,
  calendar: v.array(calendarYearSchema),
  now: instantSchema,
});
export type LookedElsewhere = v.InferOutput<typeof lookedElsewhereSchema>;

/** Rules that look at nothing of the enterprise which the desk does not know. */
const RULES_ELSEWHERE: readonly RuleId[] = [
  'QUAL-1',
  'QUAL-2',
  'QUAL-3',
  'QUAL-4',
  'MAT-1',
  'MAT-2',
  'JUR-1',
  'OFF-1',
  'NOT-1',
  'APR-1',
  'APR-3',
  'SPEC-1',
  'FREQ-6',
  'LATE-1',
  'LATE-2',
];

/** Narrows what the desk judged to those rules. FREQ-6 is never passed: other uses of a reference are known to the server. */
export function knownElsewhere({ findings, passed }: Assessment): Assessment {
  const known = findings.filter(({ rule }) => RULES_ELSEWHERE.includes(rule));
  return {
    findings: known,
    passed: passed.filter((rule) => RULES_ELSEWHERE.includes(rule) && rule !== 'FREQ-6'),
    mayProceed: known.every(({ severity }) => severity === 'alert' || severity === 'notice'),
  };
}

/** Facts by which the desk judges those rules. The other values stand for what is unknown. */
export function factsElsewhere({ enterprise, ...known }: LookedElsewhere): EnterpriseFacts {
  const { county, ...shown } = enterprise;
  return {
    ...known,
    enterprise: {
      ...shown,
      township: county,
      kind: 'limited-company',
      trade: '',
      class: '',
      state: 'registered',
      grade: 'C',
      demo: false,
    },
    visits: [],
    referenceUses: [],
    grades: [],
    marks: {},
    penalised: {},
    premises: null,
    quietPeriods: [],
    whitelist: [],
  };
}
