/** Every rule over one application. Desk and server call this same function. */
import type { Instant } from '../kernel/instant.ts';
import type { Application } from '../tasks/task.ts';
import { windowAhead, windowShort } from './approval.ts';
import { otherAgencyNear, sameAgencyOverlap } from './duplicates.ts';
import type { Facts } from './facts.ts';
import type { Finding, RuleId, Severity } from './finding.ts';
import { exemptWithinReason, underCap } from './frequency.ts';
import { officerChanged } from './frequency-officer.ts';
import { withinPace } from './frequency-pace.ts';
import { planBehind } from './plans.ts';
import { agencyQualified, enoughOfficers, entrustmentValid, officersBelong } from './qualification.ts';
import { referenceGiven } from './reference.ts';
import { basisStated, insideRegion, mattersPublished, whyOnSite } from './subject.ts';

type Rule = (application: Application, facts: Facts, now: Instant) => Finding[];

const RULES: Record<RuleId, Rule> = {
  'QUAL-1': agencyQualified,
  'QUAL-2': entrustmentValid,
  'QUAL-3': enoughOfficers,
  'QUAL-4': officersBelong,
  'MAT-1': mattersPublished,
  'MAT-2': basisStated,
  'JUR-1': insideRegion,
  'OFF-1': whyOnSite,
  'APR-1': (application, _, now) => windowAhead(application, now),
  'APR-3': windowShort,
  'SPEC-1': planBehind,
  'FREQ-1': underCap,
  'FREQ-2': exemptWithinReason,
  'FREQ-4': withinPace,
  'FREQ-5': officerChanged,
  'FREQ-6': referenceGiven,
  'DUP-1': otherAgencyNear,
  'DUP-2': sameAgencyOverlap,
};

export interface Assessment {
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** Rules that were looked at and found nothing. */
  readonly passed: readonly RuleId[];
  /** No code is issued while a finding blocks or a reason is owed. */
  readonly mayProceed: boolean;
}

export function assess(application: Application, facts: Facts, now: Instant): Assessment {
  const ids = Object.keys(RULES) as RuleId[];
  const findings = ids.flatMap((id) => RULES[id](application, facts, now));
  const order: readonly Severity[] = ['block', 'reason', 'alert', 'notice'];
  findings.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return {
    findings,
    passed: ids.filter((id) => !findings.some((finding) => finding.rule === id && finding.severity !== 'notice')),
    mayProceed: findings.every(({ severity }) => severity === 'alert' || severity === 'notice'),
  };
}
