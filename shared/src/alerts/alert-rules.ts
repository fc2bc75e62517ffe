/** All rules of alerts. */
import type { AlertFinding } from '../compliance/finding.ts';
import type { StoredFinding } from '../tasks/stored-findings.ts';
import type { Evidence } from './alert.ts';
import type { AlertRule, SiteFacts, SweepFacts, SweepRule } from './alert-rule.ts';
import { answersDiffer } from './rules/answers-differ.ts';
import { chainBroken } from './rules/chain-broken.ts';
import { clockOff } from './rules/clock-off.ts';
import { codeCopied } from './rules/code-copied.ts';
import { basisNotStated } from './rules/desk/basis-not-stated.ts';
import { exemptBeyondReason } from './rules/desk/exempt-beyond-reason.ts';
import { lateAfterLeaving } from './rules/desk/late-after-leaving.ts';
import { lateOverdue } from './rules/desk/late-overdue.ts';
import { paceExceeded } from './rules/desk/pace-exceeded.ts';
import { referenceUsedTwice } from './rules/desk/reference-used-twice.ts';
import { enterpriseRefused } from './rules/enterprise-refused.ts';
import { evaluatedByMany } from './rules/evaluated-by-many.ts';
import { gapForced } from './rules/gap-forced.ts';
import { grantExceeded } from './rules/grant-exceeded.ts';
import { issuedAfterEnd } from './rules/issued-after-end.ts';
import { noCodeReported } from './rules/no-code-reported.ts';
import { performedAfterRefusal } from './rules/performed-after-refusal.ts';
import { performedAfterWithdrawal } from './rules/performed-after-withdrawal.ts';
import { recordDiscarded } from './rules/record-discarded.ts';
import { recordedOutsideWindow } from './rules/recorded-outside-window.ts';
import { recordedWithoutScan } from './rules/recorded-without-scan.ts';
import { referenceMissing } from './rules/reference-missing.ts';
import { refusalUnproven } from './rules/refusal-unproven.ts';
import { refusedBeforeStart } from './rules/refused-before-start.ts';
import { reportedLate } from './rules/reported-late.ts';
import { scannedByOfficer } from './rules/scanned-by-officer.ts';
import { sentAfterBarred } from './rules/sent-after-barred.ts';
import { answerOverdue } from './rules/sweep/answer-overdue.ts';
import { assistanceUnfiled } from './rules/sweep/assistance-unfiled.ts';
import { confirmationOverdue } from './rules/sweep/confirmation-overdue.ts';
import { quietExemptionsMany } from './rules/sweep/quiet-exemptions-many.ts';
import { recordMissing } from './rules/sweep/record-missing.ts';
import { resultLate } from './rules/sweep/result-late.ts';
import { taskLapsed } from './rules/sweep/task-lapsed.ts';

export const RULES = {
  'enterprise-refused': enterpriseRefused,
  'refusal-unproven': refusalUnproven,
  'performed-after-withdrawal': performedAfterWithdrawal,
  'performed-after-refusal': performedAfterRefusal,
  'refused-before-start': refusedBeforeStart,
  'recorded-without-scan': recordedWithoutScan,
  'recorded-outside-window': recordedOutsideWindow,
  'no-code-reported': noCodeReported,
  'code-copied': codeCopied,
  'chain-broken': chainBroken,
  'gap-forced': gapForced,
  'sent-after-barred': sentAfterBarred,
  'grant-exceeded': grantExceeded,
  'issued-after-end': issuedAfterEnd,
  'reported-late': reportedLate,
  'answers-differ': answersDiffer,
  'clock-off': clockOff,
  'scanned-by-officer': scannedByOfficer,
  'evaluated-by-many': evaluatedByMany,
  'record-discarded': recordDiscarded,
  'basis-not-stated': basisNotStated,
  'exempt-beyond-reason': exemptBeyondReason,
  'pace-exceeded': paceExceeded,
  'late-after-leaving': lateAfterLeaving,
  'late-overdue': lateOverdue,
  'reference-used-twice': referenceUsedTwice,
  'reference-missing': referenceMissing,
  'task-lapsed': taskLapsed,
  'record-missing': recordMissing,
  'result-late': resultLate,
  'answer-overdue': answerOverdue,
  'confirmation-overdue': confirmationOverdue,
  'assistance-unfiled': assistanceUnfiled,
  'quiet-exemptions-many': quietExemptionsMany,
} as const satisfies Record<AlertFinding, AlertRule> & Record<string, AlertRule>;

export type AlertCode = keyof typeof RULES;
export const ALERT_CODES = Object.keys(RULES) as AlertCode[];

export const ruleOf = (code: AlertCode): AlertRule => RULES[code];

/** Rules of docs/RULES.md by code. */
export const ALERT_RULES = Object.fromEntries(ALERT_CODES.map((code) => [code, RULES[code].rule])) as Readonly<
  Record<AlertCode, string>
>;

/** An alert that was found, with the values behind it. */
export interface FoundAlert {
  readonly code: AlertCode;
  readonly evidence: Evidence;
}

/** Alerts of an accepted event, in the order of the rules. */
export const siteAlerts = (facts: SiteFacts): FoundAlert[] =>
  ALERT_CODES.flatMap((code) => {
    const rule = ruleOf(code);
    return rule.from === 'site' ? rule.find(facts).map((evidence) => ({ code, evidence })) : [];
  });

/** [SUP-1] Alerts of the findings of an application, each code once. */
export const deskAlerts = (findings: readonly StoredFinding[]): FoundAlert[] =>
  ALERT_CODES.flatMap((code) => {
    const rule = ruleOf(code);
    return rule.from === 'desk' ? rule.find(findings).map((evidence) => ({ code, evidence })) : [];
  });

/** Alerts that a sweep finds in the facts of one task or alert. */
export const sweepAlerts = (facts: SweepFacts): (FoundAlert & { readonly rule: SweepRule })[] =>
  ALERT_CODES.flatMap((code) => {
    const rule = ruleOf(code);
    return rule.from === 'sweep' ? rule.find(facts).map((evidence) => ({ code, evidence, rule })) : [];
  });
