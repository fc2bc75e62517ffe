/** Puts one message into the outbox. */
import { type Message, newDelivery } from '@liangma/shared/notices/message';
import type { Deps } from '../deps.ts';
import { newId } from '../ports/audit.ts';
import type { Writes } from '../ports/store.ts';

/** `key` names what is told to whom: the same is told once. */
export async function queueMessage(
  { clock, random }: Pick<Deps, 'clock' | 'random'>,
  tx: Writes<'messages' | 'places'>,
  shard: string,
  key: string,
  message: Omit<Message, 'id' | 'createdAt' | 'delivery'>,
  id: string = newId({ clock, random }),
): Promise<void> {
  const now = clock.now();
  const isNew = await tx.messages.add({ ...message, shard, key, id, createdAt: now, delivery: newDelivery(now) });
  if (isNew) await tx.places.claim('message', id, shard);
}
