/** Retrying channel for one direction of one collection, with its own back-off. */
import type { Exchange } from '@liangma/shared/devices/device-report';
import { asSyncProblem, type SyncProblemKind } from '../wire/sync-problem.ts';
import type { Backoff } from './backoff.ts';

/** Told how the lanes fare. */
export interface LaneObserver {
  works(lane: Exchange): void;
  /** `nextTry`: when the next attempt is due. */
  failed(lane: Exchange, kind: SyncProblemKind, nextTry: number): void;
  /** Receives the number of lanes that exchange something right now. */
  active(lanes: number): void;
}

export interface RetryLanePorts {
  readonly backoff: Backoff;
  /** Resolves when this tab leads. */
  leads(): Promise<unknown>;
  /** True when an exchange begins, false when it ends. */
  active(is: boolean): void;
  works(): void;
  failed(kind: SyncProblemKind, nextTry: number): void;
}

export type RetryLane = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs work once its tab leads. After a failure it waits out the back-off before it rejects. */
export const retryLane =
  ({ backoff, leads, active, works, failed }: RetryLanePorts): RetryLane =>
  async (work) => {
    await leads();
    active(true);
    try {
      const result = await work().finally(() => active(false));
      backoff.succeeded();
      works();
      return result;
    } catch (error) {
      const problem = asSyncProblem(error);
      if (problem.kind === 'storage') console.error(error);
      await backoff.failed(problem.retryAfter, (at) => failed(problem.kind, at));
      throw error;
    }
  };
