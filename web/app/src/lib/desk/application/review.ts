/** The rules' view of a draft: the same `assess` as the server's, put in the order the desk shows it. */
import { assess } from '@liangma/shared/compliance/assess';
import type { Facts } from '@liangma/shared/compliance/facts';
import type { Finding, RuleId } from '@liangma/shared/compliance/finding';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Application } from '@liangma/shared/tasks/task';

export interface JudgedFinding {
  readonly finding: Finding;
  /** A reason was owed and has been given. */
  readonly answered: boolean;
}

export interface Review {
  readonly findings: readonly JudgedFinding[];
  readonly passed: readonly RuleId[];
  readonly blocking: number;
  readonly owed: number;
  readonly mayProceed: boolean;
}

/** A finding whose reason was given stays in sight, with its reason, instead of vanishing while one types. */
export function review(application: Application, facts: Facts, now: Instant, judge = assess): Review {
  const bare = judge({ ...application, reasons: {} }, facts, now);
  const real = judge(application, facts, now);
  const findings = bare.findings.map((finding) => ({
    finding,
    answered: finding.severity === 'reason' && !real.findings.some((left) => left.rule === finding.rule),
  }));
  return {
    findings,
    passed: bare.passed,
    blocking: real.findings.filter((finding) => finding.severity === 'block').length,
    owed: real.findings.filter((finding) => finding.severity === 'reason').length,
    mayProceed: real.mayProceed,
  };
}
