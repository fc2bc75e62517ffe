/** What a rule says of an application. The words for people live in the web's dictionary, keyed by `code`. */

export type Severity = 'block' | 'reason' | 'alert';

/** Everything a rule can find: rule id and severity stand once, here. */
export const FINDINGS = {
  'agency-not-announced': { rule: 'QUAL-1', severity: 'block' },
  'agency-inactive': { rule: 'QUAL-1', severity: 'block' },
  'entrustment-missing': { rule: 'QUAL-2', severity: 'block' },
  'too-few-officers': { rule: 'QUAL-3', severity: 'block' },
  'officer-of-other-agency': { rule: 'QUAL-4', severity: 'block' },
  'no-matter': { rule: 'MAT-1', severity: 'block' },
  'matter-not-published': { rule: 'MAT-1', severity: 'block' },
  'matter-of-other-agency': { rule: 'MAT-1', severity: 'block' },
  'basis-not-stated': { rule: 'MAT-2', severity: 'alert' },
  'outside-region': { rule: 'JUR-1', severity: 'block' },
  'why-on-site-missing': { rule: 'OFF-1', severity: 'reason' },
  'cap-reached': { rule: 'FREQ-1', severity: 'block' },
  'exempt-beyond-reason': { rule: 'FREQ-2', severity: 'alert' },
  'other-agency-near': { rule: 'DUP-1', severity: 'reason' },
  'same-agency-overlap': { rule: 'DUP-2', severity: 'block' },
  'window-past': { rule: 'APR-1', severity: 'block' },
} as const satisfies Record<string, { rule: string; severity: Severity }>;

export type FindingCode = keyof typeof FINDINGS;
export type RuleId = (typeof FINDINGS)[FindingCode]['rule'];

export interface Finding {
  readonly rule: RuleId;
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Values for the sentence: numbers, names, and instants in milliseconds. */
  readonly evidence: Readonly<Record<string, string | number | readonly string[] | readonly number[]>>;
  /** What would cure it. */
  readonly cures: readonly Cure[];
}

export type Cure =
  | { readonly kind: 'add-officer' }
  | { readonly kind: 'next-year'; readonly year: number }
  | { readonly kind: 'as-case' }
  | { readonly kind: 'merge'; readonly task: string }
  | { readonly kind: 'give-reason' }
  | { readonly kind: 'remove-matter'; readonly matter: string }
  | { readonly kind: 'remove-officer'; readonly officer: string }
  | { readonly kind: 'change-window' };

export const finding = (
  code: FindingCode,
  evidence: Finding['evidence'] = {},
  cures: readonly Cure[] = [],
): Finding => ({ ...FINDINGS[code], code, evidence, cures });
