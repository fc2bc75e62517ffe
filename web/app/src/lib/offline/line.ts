/** One direction of one collection, with its own back-off and its own problem on the status. */
import type { Backoff } from './backoff.ts';
import { asSyncProblem, type SyncProblemKind } from './sync-problem.ts';

export interface LinePorts {
  readonly name: string;
  readonly backoff: Backoff;
  /** Resolves when this tab leads. */
  leads(): Promise<unknown>;
  /** Something is under way, or not any more. */
  active(is: boolean): void;
  works(name: string): void;
  failed(name: string, kind: SyncProblemKind, nextTry: number): void;
}

export type Line = <T>(work: () => Promise<T>) => Promise<T>;

/** Whatever is exchanged waits until its tab leads. What fails has waited out its time before this rejects. */
export const lineOf =
  ({ name, backoff, leads, active, works, failed }: LinePorts): Line =>
  async (work) => {
    await leads();
    active(true);
    try {
      const result = await work().finally(() => active(false));
      backoff.succeeded();
      works(name);
      return result;
    } catch (error) {
      const problem = asSyncProblem(error);
      if (problem.kind === 'storage') console.error(error);
      await backoff.failed(problem.retryAfter, (at) => failed(name, problem.kind, at));
      throw error;
    }
  };
