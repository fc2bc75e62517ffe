import * as v from 'valibot';
import type { AlertFinding } from '../compliance/finding.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { stampSchema } from '../tasks/task.ts';

/**
 * Alerts that supervisors receive after an event, a device report or an application, each with the rule that asks for
 * it.
 */
export const ALERT_RULES = {
  'enterprise-refused': 'SHOW-1',
  'no-code-reported': 'SHOW-6',
  'refusal-unproven': 'SHOW-5',
  'performed-after-refusal': 'SHOW-5',
  'refused-before-start': 'SHOW-5',
  'recorded-without-scan': 'SHOW-3',
  'recorded-outside-window': 'SHOW-4',
  'code-copied': 'SHOW-2',
  'chain-broken': 'SYNC-3',
  'gap-forced': 'SYNC-3',
  'performed-after-withdrawal': 'SYNC-5',
  'sent-after-barred': 'SYNC-9',
  'grant-exceeded': 'SYNC-10',
  'issued-after-end': 'SYNC-10',
  'reported-late': 'LATE-3',
  'answers-differ': 'SYNC-7',
  'clock-off': 'SYNC-11',
  'scanned-by-officer': 'EVAL-2',
  'evaluated-by-many': 'EVAL-5',
  'record-discarded': 'SYNC-15',
  'basis-not-stated': 'MAT-2',
  'exempt-beyond-reason': 'FREQ-2',
  'pace-exceeded': 'FREQ-4',
  'reference-used-twice': 'FREQ-6',
  'reference-missing': 'FREQ-6',
  'late-after-leaving': 'LATE-1',
  'late-overdue': 'LATE-2',
} as const satisfies Record<AlertFinding, string> & Record<string, string>;

export type AlertCode = keyof typeof ALERT_RULES;

/** `grave`: records or codes may be false or lost. `check`: somebody should look. `notice`: to be known. */
export const SEVERITIES = ['grave', 'check', 'notice'] as const;
export type AlertSeverity = (typeof SEVERITIES)[number];

/** [SHOW-1] A refusal is a right of the enterprise: it is a notice and no charge. */
export const ALERT_SEVERITY: Readonly<Record<AlertCode, AlertSeverity>> = {
  'enterprise-refused': 'notice',
  'no-code-reported': 'grave',
  'refusal-unproven': 'check',
  'performed-after-refusal': 'grave',
  'refused-before-start': 'grave',
  'recorded-without-scan': 'grave',
  'recorded-outside-window': 'check',
  'evaluated-by-many': 'check',
  'code-copied': 'check',
  'chain-broken': 'grave',
  'gap-forced': 'check',
  'performed-after-withdrawal': 'grave',
  'sent-after-barred': 'grave',
  'grant-exceeded': 'grave',
  'issued-after-end': 'grave',
  'reported-late': 'notice',
  'answers-differ': 'grave',
  'clock-off': 'check',
  'scanned-by-officer': 'check',
  'record-discarded': 'check',
  'basis-not-stated': 'notice',
  'exempt-beyond-reason': 'check',
  'reference-missing': 'check',
  'pace-exceeded': 'notice',
  'late-after-leaving': 'check',
  'late-overdue': 'check',
  'reference-used-twice': 'check',
};

/** [SYNC-9] These alerts join the open alert with the same code, task and officer instead of opening another. */
export const TOLD_TOGETHER: ReadonlySet<AlertCode> = new Set<AlertCode>([
  'sent-after-barred',
  'recorded-outside-window',
]);

/** Anybody who has a code can cause these alerts as often as they like, with a new device key each time. */
const OF_ANY_KEY: ReadonlySet<AlertCode> = new Set<AlertCode>([
  'enterprise-refused',
  'refusal-unproven',
  'refused-before-start',
  'code-copied',
  'chain-broken',
  'clock-off',
  'evaluated-by-many',
]);

/** [SUP-1] Brought again at its task while one is open it is told in that one: else nobody could read the others. */
export const isRaisedOnce = (code: AlertCode, byOfficer: boolean): boolean =>
  TOLD_TOGETHER.has(code) || (!byOfficer && OF_ANY_KEY.has(code));

/** The note says what the supervisor found, or had done. */
export const closingSchema = v.object({ ...stampSchema.entries, note: v.string() });
export type Closing = v.InferOutput<typeof closingSchema>;

/** [SUP-1] Closed once, by a supervisor of the region, with a note; it stays, with who and when. */
export const closeAlert = <A extends { readonly closed: Closing | null }>(
  alert: A,
  closing: Closing,
): Result<A, 'wrong-state'> => (alert.closed ? err('wrong-state') : ok({ ...alert, closed: closing }));
