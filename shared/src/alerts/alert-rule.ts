/** A rule of an alert: one file in `rules`, one entry in `alert-rules.ts`. */

import type { Policy } from '../compliance/policy.ts';
import type { Instant } from '../kernel/instant.ts';
import type { WorkingCalendar } from '../kernel/working-days.ts';
import type { NoCodeReport } from '../reports/no-code-report.ts';
import type { StoredFinding } from '../tasks/stored-findings.ts';
import type { Task } from '../tasks/task.ts';
import type { AlertLife, AlertSeverity, AlertSubject, Evidence } from './alert.ts';
import type { Dedupe } from './dedupe.ts';

/** Facts after an officer's start or record, or after the event of an enterprise, was accepted. */
export interface SiteFacts {
  readonly type: 'inspection-started' | 'record-submitted' | 'evaluation' | 'no-code-report';
  /** The device's clock. */
  readonly at: Instant;
  /** The server's clock when it got the event. */
  readonly now: Instant;
  readonly policy: Policy;
  /** Before the event, and after it; undefined for an event of a region. */
  readonly task?: Task | undefined;
  readonly next?: Task | undefined;
  /** For a record. */
  readonly record?: { readonly startedAt: Instant; readonly endedAt: Instant } | undefined;
  /** For a record: an officer's device has shown the code. */
  readonly shown?: boolean;
  /** For an evaluation: the number of other keys that have evaluated its task. */
  readonly otherKeys?: number;
  readonly report?: NoCodeReport | undefined;
}

/** Inspections of an agency in a time: all, and those that entered a quiet period by an exemption. */
export interface QuietShare {
  readonly agency: string;
  readonly exempt: number;
  readonly all: number;
}

/** Facts that a sweep loads about one task, one alert or one agency. */
export interface SweepFacts {
  readonly now: Instant;
  readonly policy: Policy;
  readonly calendar: WorkingCalendar;
  readonly task?: Task;
  /** The enterprise knows the outcome: it stated its opinion on the record, or evaluated. */
  readonly outcomeTold?: boolean;
  readonly alert?: { readonly id: string; readonly life: AlertLife };
  readonly quiet?: QuietShare;
}

interface RuleBase {
  /** Code of its alerts. */
  readonly id: string;
  /** Id of the rule in docs/RULES.md. */
  readonly rule: string;
  readonly severity: AlertSeverity;
  /** Key under which repeats join an alert that is not closed. */
  readonly dedupe: Dedupe;
  /** True if even a closed alert is not raised again under its key. */
  readonly onlyOnce?: true;
}

/** Found by the judge as a part of its verdict: a chain that breaks, an answer that is unproven, a code that is void. */
export interface VerdictRule extends RuleBase {
  readonly from: 'verdict';
}

/** Found in what an accepted event means for its task. */
export interface SiteRule extends RuleBase {
  readonly from: 'site';
  readonly find: (facts: SiteFacts) => readonly Evidence[];
}

/** Found at the desk, by the rules over an application. */
export interface DeskRule extends RuleBase {
  readonly from: 'desk';
  readonly find: (findings: readonly StoredFinding[]) => readonly Evidence[];
}

/** Found by the sweep: nobody sends anything when something does not happen. */
export interface SweepRule extends RuleBase {
  readonly from: 'sweep';
  readonly subject: (facts: SweepFacts) => AlertSubject;
  readonly find: (facts: SweepFacts) => readonly Evidence[];
}

export type AlertRule = VerdictRule | SiteRule | DeskRule | SweepRule;

export const NOTHING: readonly Evidence[] = [];

/** An alert whose event says everything. */
export const FOUND: readonly Evidence[] = [{}];

/** The values of the findings of one code; a list becomes text. */
export const findingsOf =
  (code: string) =>
  (findings: readonly StoredFinding[]): readonly Evidence[] => {
    const found = findings.find((one) => one.code === code);
    return found ? [textOf(found.evidence)] : NOTHING;
  };

const textOf = (evidence: StoredFinding['evidence']): Evidence =>
  Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String) : (value as string),
    ]),
  );
