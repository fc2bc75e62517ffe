/**
 * Thresholds with which a new store begins (docs/RULES.md gives their sources). No rule imports this: each takes the policy in force
 * at the place, from the store or from the signed catalog.
 */
import { EVALUATION_PERIOD } from '../compliance/evaluation-period.ts';
import { POLICY_NAMES, type Policy } from '../compliance/policy.ts';
import type { PolicyRow } from '../compliance/policy-rows.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/instant.ts';

export const DEFAULT_POLICY: Policy = {
  minOfficers: 2,
  duplicateSpan: 30 * DAY,
  unusedYears: 5,
  longestWindow: 5 * DAY,
  reasonCharacters: 10,
  noticeWorkingDays: 3,
  gradeFreeYears: 1,
  lateEntryTime: 10 * DAY,
  lateApprovalTime: 2 * DAY,
  assistanceFilingTime: 20 * DAY,
  quietExemptShare: 20,
  quietExemptLeast: 5,
  quietExemptSpan: 90 * DAY,
  exemptBeyondCap: 2,
  recordAfterWindow: DAY,
  resultWorkingDays: 5,
  explainWorkingDays: 5,
  letterWorkingDays: 10,
  visitsPerDay: 1,
  visitsPerWeek: 2,
  visitsPerMonth: 3,
  sameOfficerVisits: 3,
  sameOfficerSpan: 365 * DAY,
  evaluationPeriod: EVALUATION_PERIOD,
  evaluationAggregate: 5,
  evaluationKeys: 3,
  clockSkew: 10 * MINUTE,
  undoStart: 10 * SECOND,
  gapWait: 5 * DAY,
  grantCodes: 50,
  longestGrant: 30 * DAY,
  grantReportTime: 72 * HOUR,
  grantKnownAfter: 24 * HOUR,
  deviceSendingTime: 15 * MINUTE,
  deviceFailures: 5,
  discardAlertsPerDay: 50,
  officerDevices: 50,
};

/** Two officers are the law's own number: nobody goes below. */
const BINDING: readonly string[] = ['minOfficers'];

export const FIRST_ROWS: readonly PolicyRow[] = POLICY_NAMES.map((name) => ({
  id: `first-${name}`,
  name,
  region: '',
  effectiveFrom: '2000-01-01',
  value: DEFAULT_POLICY[name],
  binding: BINDING.includes(name),
  document: '初始值',
  at: 0,
  by: '',
  byName: '',
}));
