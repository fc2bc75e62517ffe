import type { WriteTx } from '../ports/store.ts';
import type { Device } from './repository.ts';

/**
 * Saves a device that is new, and enters its id in the directory of shards.
 *
 * @throws if another server has given it another home meanwhile.
 */
export async function addDevice(tx: Pick<WriteTx, 'places' | 'devices'>, device: Device): Promise<void> {
  const isHome = await tx.places.claim('device', device.id, device.shard);
  if (!isHome) throw new Error(`device ${device.id} has another home`);
  await tx.devices.save(device);
}
