/** Rules that an application answered with a written reason. */
import type { QuietShare } from '@liangma/shared/alerts/alert-rule';
import type { Instant, Window } from '@liangma/shared/kernel/instant';
import type { Task } from '@liangma/shared/tasks/task';

export interface ReasonCount {
  readonly rule: string;
  readonly agency: string;
  readonly count: number;
  /** When the last of them was applied for. */
  readonly latest: Instant;
}

export interface ReasonReads {
  /** Counts for a region, by rule and agency. */
  counts(region: string, since: Instant): Promise<ReasonCount[]>;
  /** QUIET-1: agencies that entered quiet periods by an exemption, of the inspections that began in that time. */
  quietShares(began: Window): Promise<QuietShare[]>;
}

export interface ReasonWrites {
  /** In the place of those before. */
  save(task: Pick<Task, 'id' | 'agency' | 'enterprise' | 'applied'>, rules: readonly string[]): Promise<void>;
}
