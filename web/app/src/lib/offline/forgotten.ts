/**
 * Rows that RxDB would never send. It looks for what to push among the writes after its checkpoint, by the clock of
 * the moment of each write. What is made after the clock was set back lies before that checkpoint: once the page that
 * made it is closed, nothing points to it any more. The same is true of one whose write-back failed while a later one
 * went through. Writing such a row once more, as it is, puts it before the push again.
 */
import type { RxDocument } from 'rxdb/plugins/core';
import type { RxReplicationState } from 'rxdb/plugins/replication';

type Push<Row> = Pick<RxReplicationState<Row, unknown>, 'startPromise' | 'internalReplicationState' | 'isStopped'>;

/**
 * Waits until RxDB has nothing to send, and not for what it pulls.
 * Gives how many of the `pending` it had passed over.
 */
export async function sendForgotten<Row>(pending: () => Promise<RxDocument<Row>[]>, push: Push<Row>): Promise<number> {
  await push.startPromise;
  await push.internalReplicationState?.streamQueue.up;
  if (push.isStopped()) return 0;
  const forgotten = await pending();
  for (const row of forgotten) await row.incrementalModify((as) => as);
  return forgotten.length;
}
