/**
 * Thresholds that places set for themselves. Each is data with a region and an effective day (`policy-rows.ts`); docs/RULES.md gives
 * the sources of the values that a new store begins with. Times are milliseconds; a rate names its period.
 */
import * as v from 'valibot';
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/instant.ts';
import { EVALUATION_PERIOD } from './evaluation-period.ts';

/** `times`, `people`, `characters`, `percent`, `years`, `workingDays`: counts. Others: the time in which the value is entered and shown, in milliseconds. */
export const UNITS = {
  times: 1,
  people: 1,
  devices: 1,
  alerts: 1,
  characters: 1,
  percent: 1,
  years: 1,
  workingDays: 1,
  days: DAY,
  hours: HOUR,
  minutes: MINUTE,
  seconds: SECOND,
};
export type Unit = keyof typeof UNITS;

export interface Threshold {
  /** Rules that read it; empty where none has an id. */
  readonly rules: readonly string[];
  readonly unit: Unit;
  /** Bounds in `unit`. */
  readonly least: number;
  readonly most: number;
  /** Direction in which the value protects enterprises more; null where neither does. */
  readonly stricter: 'more' | 'less' | null;
}

const threshold = (
  rules: string,
  unit: Unit,
  least: number,
  most: number,
  stricter: Threshold['stricter'] = null,
): Threshold => ({ rules: rules.split(' ').filter(Boolean), unit, least, most, stricter });

export const THRESHOLDS = {
  minOfficers: threshold('QUAL-3', 'people', 2, 10, 'more'),
  /** Time before and after the window in which another agency's task is proposed for merging. */
  duplicateSpan: threshold('DUP-1', 'days', 0, 180, 'more'),
  /** Years without use after which a matter is reported. */
  unusedYears: threshold('MAT-3', 'years', 1, 20, 'less'),
  /** Longest inspection period. */
  longestWindow: threshold('APR-3', 'days', 1, 30, 'less'),
  /** Fewest letters and digits of a written reason. */
  reasonCharacters: threshold('FREQ-6', 'characters', 1, 200, 'more'),
  /** Working days by which a routine inspection is told of before; 0 where the region sets none. */
  noticeWorkingDays: threshold('NOT-1', 'workingDays', 0, 30, 'more'),
  /** Years without a routine inspection after an enterprise was graded A. */
  gradeFreeYears: threshold('GRADE-1', 'years', 0, 5, 'more'),
  /** Time after the end of an inspection in which its late entry is completed. */
  lateEntryTime: threshold('LATE-2', 'days', 1, 60, 'less'),
  /** Time in which the head confirms an on-the-spot code or a late entry. */
  lateApprovalTime: threshold('APR-2', 'days', 1, 30, 'less'),
  /** Time after the approval in which the assistance is filed. */
  assistanceFilingTime: threshold('JUR-1', 'days', 1, 90, 'less'),
  /**
   * Share of an agency's inspections that entered a quiet period by an exemption, above which supervisors are told; the fewest such
   * inspections that say anything; and the time up to now over which they are counted.
   */
  quietExemptShare: threshold('QUIET-1', 'percent', 0, 100, 'less'),
  quietExemptLeast: threshold('QUIET-1', 'times', 1, 1000, 'less'),
  quietExemptSpan: threshold('QUIET-1', 'days', 30, 366),
  /** Inspections beyond the cap that exempt sources may reach before supervisors are told. */
  exemptBeyondCap: threshold('FREQ-2', 'times', 0, 50, 'less'),
  /** Time after the period in which the record of a begun inspection has to come. */
  recordAfterWindow: threshold('RES-1', 'hours', 1, 240, 'less'),
  /** Working days in which the outcome reaches the enterprise. */
  resultWorkingDays: threshold('RES-1', 'workingDays', 1, 30, 'less'),
  /** Working days in which an agency explains an alert. */
  explainWorkingDays: threshold('SUP-1', 'workingDays', 1, 30, 'less'),
  /** Working days in which an agency replies to a supervision letter. */
  letterWorkingDays: threshold('SUP-2', 'workingDays', 1, 60, 'less'),
  /** Inspections of one enterprise by all agencies in a day, a week from Monday, and a calendar month. */
  visitsPerDay: threshold('FREQ-4', 'times', 1, 50, 'less'),
  visitsPerWeek: threshold('FREQ-4', 'times', 1, 50, 'less'),
  visitsPerMonth: threshold('FREQ-4', 'times', 1, 100, 'less'),
  /** Visits in a row without a problem by the same officer, and the time in which they follow each other. */
  sameOfficerVisits: threshold('FREQ-5', 'times', 2, 50, 'less'),
  sameOfficerSpan: threshold('FREQ-5', 'days', 30, 1095, 'more'),
  /**
   * Time after the server got the record in which an evaluation can be given and corrected. Never shorter than what the page behind
   * the QR promises, which knows no policies.
   */
  evaluationPeriod: threshold('EVAL-1 EVAL-6', 'days', EVALUATION_PERIOD / DAY, 90, 'more'),
  /** Fewest evaluations of which the inspecting agency may see an aggregate. */
  evaluationAggregate: threshold('EVAL-3', 'times', 3, 100, 'more'),
  /** Keys that may evaluate one task before supervisors are told. */
  evaluationKeys: threshold('EVAL-5', 'devices', 1, 20, 'less'),
  /** Clock difference above which the device is warned, and tolerance of the inspection period. */
  clockSkew: threshold('SYNC-11 SHOW-4 SHOW-5', 'minutes', 1, 120, 'less'),
  /** Time in which the start of an inspection can be undone before it is signed. */
  undoStart: threshold('SYNC-23', 'seconds', 0, 60),
  /** Time that an event waits for an earlier one of its device before it is judged without. */
  gapWait: threshold('SYNC-3 EVAL-6', 'days', 1, 30),
  /** Most codes under a grant, and the longest time that one may run. */
  grantCodes: threshold('GRANT-3', 'times', 1, 1000, 'less'),
  longestGrant: threshold('GRANT-3', 'days', 1, 366, 'less'),
  /** Time in which a code issued offline has to reach the server. Whole hours: the signed grant states them. */
  grantReportTime: threshold('LATE-3', 'hours', 1, 720, 'less'),
  /** Time after which a grant is taken to be known at doors, so that codes may name it instead of carrying it. */
  grantKnownAfter: threshold('GRANT-4', 'hours', 1, 168),
  /** Time for which a device that has work to send is taken to be sending it. */
  deviceSendingTime: threshold('SYNC-13', 'minutes', 1, 1440),
  /** Failed attempts after which somebody should look at a device. */
  deviceFailures: threshold('SYNC-13', 'times', 1, 100),
  /** Refused records of one device, put aside by its officer, of which supervisors are told in a day. */
  discardAlertsPerDay: threshold('SYNC-15', 'alerts', 1, 1000),
  /** Devices in use that one officer may have enrolled; a head revokes those that are not used any more. */
  officerDevices: threshold('', 'devices', 1, 200, 'less'),
} as const satisfies Record<string, Threshold>;

export type PolicyName = keyof typeof THRESHOLDS;
export const POLICY_NAMES = Object.keys(THRESHOLDS) as PolicyName[];

export const policyNameSchema = v.picklist(POLICY_NAMES);

/** Thresholds in force at a place on a day. Times are milliseconds. */
export type Policy = Readonly<Record<PolicyName, number>>;

const numbers = Object.fromEntries(POLICY_NAMES.map((name) => [name, valueSchema(name)]));
export const policySchema = v.object(numbers as Record<PolicyName, ReturnType<typeof valueSchema>>);

/** Whole numbers of the unit, within the bounds. */
export function valueSchema(name: PolicyName) {
  const { unit, least, most }: Threshold = THRESHOLDS[name];
  const step = UNITS[unit];
  return v.pipe(v.number(), v.multipleOf(step), v.minValue(least * step), v.maxValue(most * step));
}

/** Value protects enterprises less than `other`. */
export function isLooser(name: PolicyName, value: number, other: number): boolean {
  const { stricter }: Threshold = THRESHOLDS[name];
  if (stricter === null) return value !== other;
  return stricter === 'more' ? value < other : value > other;
}
