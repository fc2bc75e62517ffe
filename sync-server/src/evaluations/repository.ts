import type { Evaluation } from '@liangma/shared/evaluations/evaluation';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Task } from '@liangma/shared/tasks/task';
import type { StoredEvent } from '../events/repository.ts';

export interface EvaluationReads {
  /** Devices that evaluated a task. */
  devices(shard: string, task: string): Promise<string[]>;
  /** The number in its device's chain of the evaluation that counts. */
  seq(shard: string, task: string, device: string): Promise<number | undefined>;
  /** Counts evaluations that count, one a task (EVAL-5), and that the server got since then. */
  satisfaction(region: string, since: Instant): Promise<{ satisfied: number; total: number }>;
}

export interface EvaluationWrites {
  /** [EVAL-1] Keeps one evaluation a device and task, the one that counts: the events keep the history. */
  save(
    shard: string,
    task: Task,
    event: Pick<StoredEvent, 'device' | 'deviceSeq' | 'at' | 'receivedAt'>,
    evaluation: Evaluation,
  ): Promise<void>;
  /** [EVAL-5] This device's evaluation of the task counts and no other; null: none does. */
  count(shard: string, task: string, device: string | null): Promise<void>;
}
