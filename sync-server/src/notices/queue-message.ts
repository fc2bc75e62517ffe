/** Puts one message into the outbox. */
import { countyOf, type RegionCode, shardOf } from '@liangma/shared/kernel/regions';
import { type Delivery, type Message, newDelivery } from '@liangma/shared/notices/message';
import type { Deps } from '../deps.ts';
import { newId } from '../ports/audit.ts';
import type { Writes } from '../ports/store.ts';

/** `region`: where the effect is. `key` names what is told to whom: the same is told once. `delivery`: at once without one. */
export async function queueMessage(
  { clock, random }: Pick<Deps, 'clock' | 'random'>,
  tx: Writes<'messages' | 'places'>,
  region: RegionCode,
  key: string,
  message: Omit<Message, 'id' | 'createdAt' | 'delivery'>,
  { id = newId({ clock, random }), delivery = newDelivery(clock.now()) }: { id?: string; delivery?: Delivery } = {},
): Promise<void> {
  const [shard, county] = [shardOf(region), countyOf(region)];
  const isNew = await tx.messages.add({
    ...message,
    shard,
    county,
    key,
    id,
    createdAt: clock.now(),
    delivery,
  });
  if (isNew) await tx.places.claim('message', id, shard);
}
