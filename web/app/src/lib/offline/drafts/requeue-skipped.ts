/**
 * Requeues rows that RxDB skips for ever. RxDB looks for rows to push after its checkpoint, by the clock at each write. A row
 * written after the clock was set back lies before that checkpoint: when its page is closed, RxDB never finds it again. So
 * does a row whose write-back failed while a later one went through. An unchanged write moves the row past the checkpoint.
 */
import type { RxDocument } from 'rxdb/plugins/core';
import type { RxReplicationState } from 'rxdb/plugins/replication';

type Push<Row> = Pick<RxReplicationState<Row, unknown>, 'startPromise' | 'internalReplicationState' | 'isStopped'>;

/** Waits until RxDB has nothing to send; it does not wait for pulls. Returns how many of the pending rows RxDB had skipped. */
export async function requeueSkipped<Row>(pending: () => Promise<RxDocument<Row>[]>, push: Push<Row>): Promise<number> {
  await push.startPromise;
  await push.internalReplicationState?.streamQueue.up;
  if (push.isStopped()) return 0;
  const skipped = await pending();
  for (const row of skipped) await row.incrementalModify((same) => same);
  return skipped.length;
}
