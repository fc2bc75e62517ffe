/** [SYNC-3] What is kept around a number that a chain has passed: the facts for `chain.ts`. */
import type { LiangmaEvent } from '@liangma/shared/protocol/event';
import type { Beside } from '@liangma/shared/sync/chain';
import type { Device, ReadTx } from '../ports/store.ts';
import { eventIn } from './opened-event.ts';

/** Undefined for an event that goes on with its chain. */
export async function besideOf(tx: ReadTx, device: Device, event: LiangmaEvent): Promise<Beside | undefined> {
  if (event.seq > device.lastSeq) return undefined;
  const around = await tx.chainOf(device.id, { from: event.seq - 1, to: event.seq + 1 });
  const at = (seq: number) => around.find(({ deviceSeq, id }) => deviceSeq === seq && id !== event.id);
  const after = at(event.seq + 1);
  return {
    taken: at(event.seq) !== undefined,
    before: at(event.seq - 1)?.hash,
    after: after && eventIn(after).prev,
  };
}
