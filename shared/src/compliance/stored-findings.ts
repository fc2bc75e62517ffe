/** Findings to keep of an assessment that lets an application go on, and those that supervisors are told of. */
import type { Instant } from '../kernel/instant.ts';
import type { StoredFinding } from '../tasks/stored-findings.ts';
import type { Application } from '../tasks/task.ts';
import { assess } from './assess.ts';
import type { Facts } from './facts.ts';
import { FINDINGS, type Finding, type FindingCode } from './finding.ts';

/** Findings that a written reason answered are kept too, so that reasons can be counted by rule. */
export function storedFindings(application: Application, facts: Facts, now: Instant): StoredFinding[] {
  return assess({ ...application, reasons: {} }, facts, now)
    .findings.filter(({ severity }) => severity === 'reason' || severity === 'alert')
    .map(({ rule, code, evidence }: Finding) => ({ rule, code, evidence }));
}

/** Rules that a written reason answered, each once: supervisors see how often which agency gives one. */
export const answeredRules = (findings: readonly StoredFinding[]): string[] => [
  ...new Set(findings.filter(({ code }) => REASON_FINDINGS.includes(code)).map(({ rule }) => rule)),
];

const REASON_FINDINGS: readonly string[] = (Object.keys(FINDINGS) as FindingCode[]).filter(
  (code) => FINDINGS[code].severity === 'reason',
);
