/** The chain of a device over the shards that hold its events. */
import type { Missing } from '@liangma/shared/sync/chain';
import type { Device } from '../devices/repository.ts';
import type { ChainLink, StoredEvent } from '../events/repository.ts';
import type { Reads } from './store.ts';

type Chained = Pick<Device, 'id' | 'shards'>;
type Tx = Reads<'events'>;

/** Shard of events whose task is unknown: no prefecture of China has this code. */
export const UNKNOWN_SHARD = '0000';

/** Events of a device by their numbers, in any state, at most `most`. */
export async function chainOf(tx: Tx, device: Chained, numbers: Missing, most?: number): Promise<StoredEvent[]> {
  const parts = await eachShard(device, (shard) => tx.events.chain(shard, device.id, numbers, most));
  return parts
    .flat()
    .sort((a, b) => a.deviceSeq - b.deviceSeq)
    .slice(0, most);
}

/** An event of a device by its id. */
export const eventOf = async (tx: Tx, device: Chained, id: string): Promise<StoredEvent | undefined> =>
  (await eachShard(device, (shard) => tx.events.byId(shard, id))).find((event) => event !== undefined);

/** [SYNC-2] Envelopes with these numbers that were kept under an id that another event has. */
export const conflictingOf = async (tx: Tx, device: Chained, numbers: Missing): Promise<ChainLink[]> =>
  (await eachShard(device, (shard) => tx.events.conflicting(shard, device.id, numbers))).flat();

export const countWaiting = async (tx: Tx, device: Chained): Promise<number> =>
  (await eachShard(device, (shard) => tx.events.countWaiting(shard, device.id))).reduce((sum, n) => sum + n, 0);

/** Asks one shard after another: a write has one connection. Nearly every device has events in one shard alone. */
async function eachShard<T>({ shards }: Chained, ask: (shard: string) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (const shard of shards) answers.push(await ask(shard));
  return answers;
}
