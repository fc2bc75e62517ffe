/**
 * Thresholds that places set for themselves. Each is data with an effective day; the values here are the defaults
 * (docs/RULES.md gives their sources). Times are milliseconds; a rate names its period.
 */
import * as v from 'valibot';
import { DAY, daySchema, HOUR, MINUTE, SECOND } from '../kernel/instant.ts';
import { EVALUATION_PERIOD } from './evaluation-period.ts';

export const policySchema = v.object({
  name: v.string(),
  effectiveFrom: daySchema,
  /** QUAL-3. */
  minOfficers: v.number(),
  /** DUP-1: time before and after the window in which another agency's task is proposed for merging. */
  duplicateSpan: v.number(),
  /** APR-3: longest inspection period. */
  longestWindow: v.number(),
  /** FREQ-6: fewest letters and digits of a written reason. */
  reasonCharacters: v.number(),
  /** NOT-1: working days by which a routine inspection is told of before; 0 where the region sets none. */
  noticeWorkingDays: v.number(),
  /** GRADE-1: years without a routine inspection after an enterprise was graded A. */
  gradeFreeYears: v.number(),
  /** LATE-2: time after the end of an inspection in which its late entry is completed. */
  lateEntryTime: v.number(),
  /** JUR-1: time after the approval in which the assistance is filed. */
  assistanceFilingTime: v.number(),
  /** FREQ-2: inspections beyond the cap that exempt sources may reach before supervisors are told. */
  exemptBeyondCap: v.number(),
  /** FREQ-4: inspections of one enterprise by all agencies in a day, a week from Monday, and a calendar month. */
  visitsPerDay: v.number(),
  visitsPerWeek: v.number(),
  visitsPerMonth: v.number(),
  /** FREQ-5: visits in a row without a problem by the same officer, and the time in which they follow each other. */
  sameOfficerVisits: v.number(),
  sameOfficerSpan: v.number(),
  /** EVAL-1, EVAL-6: time after the server got the record in which an evaluation can be given and corrected. */
  evaluationPeriod: v.number(),
  /** EVAL-3: fewest evaluations of which the inspecting agency may see an aggregate. */
  evaluationAggregate: v.number(),
  /** EVAL-5: keys that may evaluate one task before supervisors are told. */
  evaluationKeys: v.number(),
  /** SYNC-11: clock difference above which the device is warned. SHOW-4, SHOW-5: tolerance of the period. */
  clockSkew: v.number(),
  /** SYNC-23: time in which the start of an inspection can be undone before it is signed. */
  undoStart: v.number(),
  /** SYNC-3: time that an event waits for an earlier one of its device before it is judged without. */
  gapWait: v.number(),
  /** GRANT-3: most codes under a grant, and the longest time that one may run. */
  grantCodes: v.number(),
  longestGrant: v.number(),
  /** LATE-3: time in which a code issued offline has to reach the server. Whole hours: the signed grant states them. */
  grantReportTime: v.number(),
  /** GRANT-4: time after which a grant is taken to be known at doors, so that codes may name it instead of carrying it. */
  grantKnownAfter: v.number(),
  /** SYNC-13: time for which a device that has work to send is taken to be sending it. */
  deviceSendingTime: v.number(),
  /** SYNC-13: failed attempts after which somebody should look at a device. */
  deviceFailures: v.number(),
  /** SYNC-15: refused records of one device, put aside by its officer, of which supervisors are told in a day. */
  discardAlertsPerDay: v.number(),
  /** Devices in use that one officer may have enrolled; a head revokes those that are not used any more. */
  officerDevices: v.number(),
  /** Streams of hints that one session may have open; the tabs of a browser share one. */
  sessionStreams: v.number(),
  /** SYNC-22: events that may wait of one key that is enrolled to nobody. */
  strangerWaiting: v.number(),
  /** SYNC-22: bytes of one event of such a key. */
  strangerEventBytes: v.number(),
  /** SYNC-22: rows and bytes that keys enrolled to nobody may send from one address in a minute. */
  strangerRowsPerMinute: v.number(),
  strangerBytesPerMinute: v.number(),
  /** SYNC-22: events and bytes that the server keeps in a day of one such key, and of all from one address. */
  strangerKeyRowsPerDay: v.number(),
  strangerKeyBytesPerDay: v.number(),
  strangerAddressRowsPerDay: v.number(),
  strangerAddressBytesPerDay: v.number(),
  /** SYNC-22: reports without a task that keys enrolled to nobody may send from one address in a day. */
  strangerReportsPerDay: v.number(),
});
export type Policy = v.InferOutput<typeof policySchema>;

export const DEFAULT_POLICY: Policy = {
  name: 'gansu-default',
  effectiveFrom: '2025-10-01',
  minOfficers: 2,
  duplicateSpan: 30 * DAY,
  longestWindow: 5 * DAY,
  reasonCharacters: 10,
  noticeWorkingDays: 0,
  gradeFreeYears: 1,
  lateEntryTime: 10 * DAY,
  assistanceFilingTime: 20 * DAY,
  exemptBeyondCap: 2,
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
  sessionStreams: 8,
  strangerWaiting: 20,
  strangerEventBytes: 8 * 1024,
  strangerRowsPerMinute: 1200,
  strangerBytesPerMinute: 8 * 1024 * 1024,
  strangerKeyRowsPerDay: 200,
  strangerKeyBytesPerDay: 2 * 1024 * 1024,
  strangerAddressRowsPerDay: 10_000,
  strangerAddressBytesPerDay: 64 * 1024 * 1024,
  strangerReportsPerDay: 100,
};
