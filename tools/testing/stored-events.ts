/** Stored events found by their ids alone, in whatever shard. */
import type { StoredEvent } from '../../sync-server/src/events/repository.ts';
import type { ReadTx } from '../../sync-server/src/ports/store.ts';

export async function storedEvent(tx: ReadTx, id: string): Promise<StoredEvent | undefined> {
  const found = await Promise.all([...(await tx.shards.all()).keys()].map((shard) => tx.events.byId(shard, id)));
  return found.find((event) => event !== undefined);
}

/** All events of a device, in the order of each shard's feed. */
export async function storedEventsOf(tx: ReadTx, device: string): Promise<StoredEvent[]> {
  const shards = [...(await tx.shards.all()).keys()].sort();
  return (await Promise.all(shards.map((shard) => tx.events.feed(shard, device, 0, Number.MAX_SAFE_INTEGER)))).flat();
}
