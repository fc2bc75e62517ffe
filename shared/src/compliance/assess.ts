/** Every rule over one application. Desk and server call this same function. */
import type { Instant } from '../kernel/instant.ts';
import type { Application } from '../tasks/task.ts';
import { gradeKept, quietDaysKept, whitelistKept } from './differentiated.ts';
import { otherAgencyNear, partnersOverlap, sameAgencyOverlap } from './duplicates.ts';
import type { Facts } from './facts.ts';
import type { Finding, RuleId, Severity } from './finding.ts';
import { officerChanged } from './frequency/officer.ts';
import { withinPace } from './frequency/pace.ts';
import { exemptWithinReason, underCap } from './frequency.ts';
import { ofEachAgency } from './joint/parts.ts';
import { planBehind } from './plans.ts';
import {
  agencyQualified,
  eachHasMatter,
  enoughOfficers,
  entrustmentValid,
  furtherOfficersValid,
  officersBelong,
} from './qualification.ts';
import { referenceGiven } from './reference.ts';
import { basisStated, insideRegion, mattersPublished, onSiteNeeded, stillThere } from './subject.ts';
import { windowAhead, windowShort } from './timing/approval.ts';
import { enteredBeforeLeaving, enteredInTime } from './timing/late-entry.ts';
import { toldAhead } from './timing/notice.ts';

type Rule = (application: Application, facts: Facts, now: Instant) => Finding[];

const RULES: Record<RuleId, Rule> = {
  'QUAL-1': ofEachAgency(agencyQualified),
  'QUAL-2': ofEachAgency(entrustmentValid),
  'QUAL-3': (application, facts) => [
    ...enoughOfficers(application, facts),
    ...furtherOfficersValid(application, facts),
  ],
  'QUAL-4': (application, facts) => [...officersBelong(application, facts), ...eachHasMatter(application, facts)],
  'MAT-1': mattersPublished,
  'MAT-2': basisStated,
  'JUR-1': (application, facts, now) => [...stillThere(facts), ...ofEachAgency(insideRegion)(application, facts, now)],
  'OFF-1': onSiteNeeded,
  'NOT-1': toldAhead,
  'QUIET-1': quietDaysKept,
  'WL-1': whitelistKept,
  'GRADE-1': gradeKept,
  'LATE-1': enteredBeforeLeaving,
  'LATE-2': enteredInTime,
  'APR-1': (application, _, now) => windowAhead(application, now),
  'APR-3': windowShort,
  'SPEC-1': planBehind,
  'FREQ-1': ofEachAgency(underCap),
  'FREQ-2': ofEachAgency(exemptWithinReason),
  'FREQ-4': withinPace,
  'FREQ-5': officerChanged,
  'FREQ-6': referenceGiven,
  'DUP-1': otherAgencyNear,
  'DUP-2': (application, facts) => [...sameAgencyOverlap(application, facts), ...partnersOverlap(application, facts)],
};

/** Rules that hold for an inspection without entering too: who may inspect what, where. */
const OFF_SITE_RULES = ['QUAL-1', 'QUAL-2', 'MAT-1', 'JUR-1'] as const satisfies RuleId[];

export interface Assessment {
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** Rules that were looked at and found nothing. */
  readonly passed: readonly RuleId[];
  /** No code is issued while a finding blocks or a reason is owed. */
  readonly mayProceed: boolean;
}

export const assess = (application: Application, facts: Facts, now: Instant): Assessment =>
  judged(Object.keys(RULES) as RuleId[], application, facts, now);

/** OFF-1: an inspection without entering disturbs nobody, so neither caps nor calendars hold it back. */
export const assessOffSite = (application: Application, facts: Facts, now: Instant): Assessment =>
  judged(OFF_SITE_RULES, application, facts, now);

function judged(ids: readonly RuleId[], application: Application, facts: Facts, now: Instant): Assessment {
  const findings = ids.flatMap((id) => RULES[id](application, facts, now));
  const order: readonly Severity[] = ['block', 'reason', 'alert', 'notice'];
  findings.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return {
    findings,
    passed: ids.filter((id) => !findings.some((finding) => finding.rule === id && finding.severity !== 'notice')),
    mayProceed: findings.every(({ severity }) => severity === 'alert' || severity === 'notice'),
  };
}
