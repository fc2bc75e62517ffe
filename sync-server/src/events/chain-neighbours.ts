/** [SYNC-3] Loads the facts for `chain.ts`: the events kept around a number that a chain has passed. */
import type { LiangmaEvent } from '@liangma/shared/protocol/event';
import type { ChainNeighbours } from '@liangma/shared/sync/chain';
import type { Device } from '../devices/repository.ts';
import { eventIn } from './parsed-event.ts';
import type { EventSession } from './session.ts';

/** Undefined for an event that goes on with its chain. */
export async function neighboursOf(
  session: EventSession,
  device: Device,
  event: LiangmaEvent,
): Promise<ChainNeighbours | undefined> {
  if (event.seq > device.lastSeq) return undefined;
  // Under one number a device may have sent any number of them: no more is read than is asked.
  const at = (seq: number, most: number) => session.chain(device, { from: seq, to: seq }, most);
  const [before] = await at(event.seq - 1, 1);
  const [after] = await at(event.seq + 1, 1);
  const here = await at(event.seq, 2);
  return {
    taken: here.some(({ id }) => id !== event.id),
    before: before?.hash,
    after: after && eventIn(after).prev,
  };
}
