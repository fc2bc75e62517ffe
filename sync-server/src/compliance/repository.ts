/** Rules that an application answered with a written reason. */
import type { Instant } from '@liangma/shared/kernel/instant';
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
}

export interface ReasonWrites {
  /** In the place of those before. */
  save(task: Pick<Task, 'id' | 'agency' | 'enterprise' | 'applied'>, rules: readonly string[]): Promise<void>;
}
