/** One direction of one collection, with its own back-off and its own problem on the status. */
import type { Backoff } from './backoff.ts';
import { asSyncProblem, type SyncProblemKind } from './sync-problem.ts';

export interface LinePorts {
  readonly name: string;
  readonly backoff: Backoff;
  /** Resolves when this tab leads. */
  leads(): Promise<unknown>;
  works(name: string): void;
  failed(name: string, kind: SyncProblemKind, nextTry: number): void;
}

export type Line = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * RxDB starts a replication also in a tab that does not lead, once it is looked at. Two that pull at once can write an
 * older page over a newer one and go on behind it: so whatever is exchanged waits until its tab leads.
 */
export const lineOf =
  ({ name, backoff, leads, works, failed }: LinePorts): Line =>
  async (work) => {
    await leads();
    try {
      const result = await work();
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
