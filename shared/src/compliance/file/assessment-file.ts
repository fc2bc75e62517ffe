/** Cases in a file: applications and their facts in, findings out (docs/ASSESS.md). */
import * as v from 'valibot';
import { type Instant, yearOf } from '../../kernel/instant.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { WorkingCalendar } from '../../kernel/working-days.ts';
import { matterSchema } from '../../matters/matter.ts';
import { officerSchema } from '../../registry/officer.ts';
import { type Assessment, assess, assessOffSite } from '../assess.ts';
import { partnersAmong } from '../facts.ts';
import { nthThisYear } from '../frequency.ts';
import type { Policy } from '../policy.ts';
import { type CaseProblem, problemOfIssue } from './case-problem.ts';
import { type Case, caseSchema } from './case-schema.ts';
import { ignoredFields } from './ignored-fields.ts';

/** Values for what a case does not state. */
export interface CaseDefaults {
  readonly policy: Policy;
  readonly calendar: WorkingCalendar;
}

/**
 * `now`: moment of the judgement, by which its sentences name days. `offSite`: the rules about an inspection without entering, if the application answers that it can be done so. `ignored`: fields
 * that nothing reads.
 */
export type AssessedCase = Assessment & {
  readonly name?: string;
  readonly now: Instant;
  readonly nth: number;
  readonly offSite?: Assessment;
  readonly ignored?: readonly string[];
};

/** Assesses the content of a file: one case, or a list of cases. */
export function assessFile(content: unknown, defaults: CaseDefaults): Result<AssessedCase[], CaseProblem[]> {
  const list: readonly unknown[] = Array.isArray(content) ? content : [content];
  const read = list.map((one) => v.safeParse(caseSchema, one));
  const problems = read.flatMap(({ issues = [] }, index) =>
    issues.map((issue) => problemOfIssue(index, v.getDotPath(issue) ?? '', issue)),
  );
  if (problems.length > 0) return err(problems);
  return ok(
    read.flatMap((one, index) => {
      if (!one.success) return [];
      const ignored = ignoredFields(list[index], one.output);
      return [{ ...assessCase(one.output, defaults), ...(ignored.length > 0 && { ignored }) }];
    }),
  );
}

function assessCase({ name, now, application: given, facts: known }: Case, defaults: CaseDefaults): AssessedCase {
  const { agency } = known;
  const named = given.partners ?? known.partners.map(({ id }) => id);
  const officers = given.officers ?? [...new Set(known.officers.map(({ id }) => id))];
  const facts = {
    ...known,
    partners: partnersAmong(named, known.partners, agency),
    officers: known.officers
      .filter(({ id }) => officers.includes(id))
      .map((officer) => v.parse(officerSchema, { ...officer, agency: officer.agency ?? agency.id })),
    matters: known.matters.map((matter) =>
      v.parse(matterSchema, { ...matter, agencyCode: matter.agencyCode ?? agency.line }),
    ),
    grades: gradesOf(known, given.window.from).map((change) => ({ source: '—', at: 0, ...change })),
    whitelist: known.whitelist.map((entry) => ({ id: '', at: 0, by: '', ...entry })),
    calendar: known.calendar ?? defaults.calendar,
    policy: { ...defaults.policy, ...known.policy },
  };
  const application = {
    assistants: 0,
    reasons: {},
    whyOnSite: '',
    ...given,
    officers,
    ...(named.length > 0 && { partners: named }),
  };
  const isOffSite = application.offSite !== undefined && application.offSite !== 'none';
  const assessment = assess(application, facts, now);
  return {
    ...(name !== undefined && { name }),
    now,
    ...assessment,
    nth: nthThisYear(application, facts),
    ...(isOffSite && { offSite: assessOffSite(application, facts, now) }),
  };
}

/** A grade without changes holds from the beginning of the year of the inspection. */
const gradesOf = ({ grades, enterprise }: Pick<Case['facts'], 'grades' | 'enterprise'>, from: Instant) =>
  grades.length > 0 ? grades : [{ grade: enterprise.grade, from: `${yearOf(from)}-01-01` }];
