/** Finding of a rule about an application. The words for people live in the web's dictionary, keyed by `code`. */

/** `notice`: said to whoever applies and decides, and kept nowhere. */
export type Severity = 'block' | 'reason' | 'alert' | 'notice';

/** Everything a rule can find: rule id and severity stand once, here. */
export const FINDINGS = {
  'agency-not-confirmed': { rule: 'QUAL-1', severity: 'block' },
  'agency-inactive': { rule: 'QUAL-1', severity: 'block' },
  'entrustment-missing': { rule: 'QUAL-2', severity: 'block' },
  'entrustment-not-valid': { rule: 'QUAL-2', severity: 'block' },
  'entrustment-not-filed-judicial': { rule: 'QUAL-2', severity: 'block' },
  'entrustment-not-filed-superior': { rule: 'QUAL-2', severity: 'block' },
  'entrustment-not-published': { rule: 'QUAL-2', severity: 'block' },
  'too-few-officers': { rule: 'QUAL-3', severity: 'block' },
  'officer-not-valid': { rule: 'QUAL-3', severity: 'notice' },
  'officer-of-other-agency': { rule: 'QUAL-4', severity: 'block' },
  'officer-unknown': { rule: 'QUAL-4', severity: 'block' },
  'partner-unknown': { rule: 'QUAL-4', severity: 'block' },
  'agency-without-officer': { rule: 'QUAL-4', severity: 'block' },
  'agency-without-matter': { rule: 'QUAL-4', severity: 'block' },
  'no-matter': { rule: 'MAT-1', severity: 'block' },
  'matter-not-published': { rule: 'MAT-1', severity: 'block' },
  'matter-of-other-agency': { rule: 'MAT-1', severity: 'block' },
  'basis-not-stated': { rule: 'MAT-2', severity: 'alert' },
  'outside-region': { rule: 'JUR-1', severity: 'block' },
  'assistance-in-future': { rule: 'JUR-1', severity: 'block' },
  'assistance-afterwards': { rule: 'JUR-1', severity: 'block' },
  'enterprise-ended': { rule: 'JUR-1', severity: 'block' },
  'off-site-unanswered': { rule: 'OFF-1', severity: 'reason' },
  'off-site-possible': { rule: 'OFF-1', severity: 'block' },
  'why-on-site-missing': { rule: 'OFF-1', severity: 'reason' },
  'notice-too-short': { rule: 'NOT-1', severity: 'reason' },
  'surprise-unexplained': { rule: 'NOT-1', severity: 'reason' },
  'calendar-missing': { rule: 'NOT-1', severity: 'notice' },
  'quiet-period': { rule: 'QUIET-1', severity: 'reason' },
  'quiet-exemption-unknown': { rule: 'QUIET-1', severity: 'block' },
  whitelisted: { rule: 'WL-1', severity: 'reason' },
  'grade-free': { rule: 'GRADE-1', severity: 'block' },
  'late-after-leaving': { rule: 'LATE-1', severity: 'alert' },
  'late-overdue': { rule: 'LATE-2', severity: 'alert' },
  'late-unexplained': { rule: 'LATE-2', severity: 'reason' },
  'late-not-begun': { rule: 'LATE-2', severity: 'block' },
  'cap-reached': { rule: 'FREQ-1', severity: 'block' },
  'cap-unsure': { rule: 'FREQ-1', severity: 'notice' },
  'others-waiting': { rule: 'FREQ-1', severity: 'notice' },
  'exempt-beyond-reason': { rule: 'FREQ-2', severity: 'alert' },
  'pace-exceeded': { rule: 'FREQ-4', severity: 'alert' },
  'same-officer-again': { rule: 'FREQ-5', severity: 'reason' },
  'case-without-clue': { rule: 'FREQ-6', severity: 'block' },
  'reference-missing': { rule: 'FREQ-6', severity: 'block' },
  'reference-in-future': { rule: 'FREQ-6', severity: 'block' },
  'reference-afterwards': { rule: 'FREQ-6', severity: 'block' },
  'reference-unusual': { rule: 'FREQ-6', severity: 'notice' },
  'reference-used-twice': { rule: 'FREQ-6', severity: 'alert' },
  'other-agency-near': { rule: 'DUP-1', severity: 'reason' },
  'same-agency-overlap': { rule: 'DUP-2', severity: 'block' },
  'partner-overlap': { rule: 'DUP-2', severity: 'notice' },
  'window-past': { rule: 'APR-1', severity: 'block' },
  'window-too-long': { rule: 'APR-3', severity: 'block' },
  'special-without-plan': { rule: 'SPEC-1', severity: 'block' },
} as const satisfies Record<string, { rule: string; severity: Severity }>;

export type FindingCode = keyof typeof FINDINGS;
/** Findings that supervisors are told of. */
export type AlertFinding = {
  [C in FindingCode]: (typeof FINDINGS)[C]['severity'] extends 'alert' ? C : never;
}[FindingCode];
export type RuleId = (typeof FINDINGS)[FindingCode]['rule'];

export interface Finding {
  readonly rule: RuleId;
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Values for the sentence: numbers, names, and instants in milliseconds. */
  readonly evidence: Readonly<Record<string, string | number | readonly string[] | readonly number[]>>;
  /** Changes that would cure it. */
  readonly cures: readonly Cure[];
}

export type Cure =
  /** `agency`: the one that sends too few officers to a joint inspection. */
  | { readonly kind: 'add-officer'; readonly agency?: string }
  | { readonly kind: 'next-year'; readonly year: number }
  | { readonly kind: 'as-case' }
  | { readonly kind: 'as-routine' }
  | { readonly kind: 'give-reference' }
  | { readonly kind: 'give-assistance' }
  | { readonly kind: 'answer-off-site' }
  | { readonly kind: 'do-off-site' }
  | { readonly kind: 'as-surprise' }
  | { readonly kind: 'name-exemption' }
  | { readonly kind: 'not-late' }
  /** Null for a task of another agency. */
  | { readonly kind: 'merge'; readonly task: string | null }
  /** Proposes a joint inspection to another agency. */
  | { readonly kind: 'join'; readonly agency: string }
  | { readonly kind: 'remove-partner'; readonly agency: string }
  | { readonly kind: 'give-reason' }
  | { readonly kind: 'remove-matter'; readonly matter: string }
  | { readonly kind: 'remove-officer'; readonly officer: string }
  | { readonly kind: 'change-window' };

export const finding = (
  code: FindingCode,
  evidence: Finding['evidence'] = {},
  cures: readonly Cure[] = [],
): Finding => ({ ...FINDINGS[code], code, evidence, cures });
