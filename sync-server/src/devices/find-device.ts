import type { ReadTx } from '../ports/store.ts';
import type { Device } from './repository.ts';

/** Finds a device by its id alone, through the directory of shards. */
export async function findDevice(tx: Pick<ReadTx, 'places' | 'devices'>, id: string): Promise<Device | undefined> {
  const shard = await tx.places.shardOf('device', id);
  return shard === undefined ? undefined : tx.devices.byId(shard, id);
}
