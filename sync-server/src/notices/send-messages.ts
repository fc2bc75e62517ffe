/**
 * Sends queued messages. Each try is claimed in a write of its own before the gateway is asked, so that of several servers one asks.
 * A server that crashes between the gateway's answer and its write repeats the try under the same idempotency key.
 */
import { type DeliveryCommand, transitionDelivery } from '@liangma/shared/notices/message';
import { composeShort, fillTemplate } from '@liangma/shared/notices/templates';
import type { Deps } from '../deps.ts';
import { noted, unchanged } from '../ports/store.ts';
import { tellWithdrawal } from './queue-messages.ts';
import type { StoredMessage } from './repository.ts';

const BATCH = 100;

/** Returns how many were sent. */
export async function sendMessages(deps: Deps): Promise<number> {
  let sent = 0;
  for (const shard of (await deps.store.read((tx) => tx.shards.all())).keys()) {
    const due = await deps.store.read((tx) => tx.messages.due(shard, deps.clock.now(), BATCH));
    for (const { id } of due) sent += Number(await sendOne(deps, shard, id));
  }
  return sent;
}

async function sendOne(deps: Deps, shard: string, id: string): Promise<boolean> {
  const claimed = await change(deps, shard, id, { type: 'try', at: deps.clock.now() });
  if (!claimed) return false;
  const { channel, recipient, template, values } = claimed;
  const text = channel === 'sms' ? composeShort(template, values) : fillTemplate(template, values);
  const outcome = await deps.notifier.send({ id, channel, recipient, template, values, text });
  const at = deps.clock.now();
  const most = deps.limits.messageTries;
  if (!outcome.ok) deps.log.warn({ message: id, error: outcome.error }, 'a message was not sent');
  await change(
    deps,
    shard,
    id,
    outcome.ok
      ? { type: 'accepted', at, receipt: outcome.receipt }
      : { type: 'refused', at, error: outcome.error, final: outcome.final, most },
  );
  return outcome.ok;
}

/** Returns the message after a step of its delivery; undefined if the step is not possible any more. */
export const change = (
  deps: Pick<Deps, 'store' | 'clock' | 'random'>,
  shard: string,
  id: string,
  command: DeliveryCommand,
): Promise<StoredMessage | undefined> =>
  deps.store.write<StoredMessage | undefined>(async (tx) => {
    const held = await tx.messages.hold(shard, id);
    const next = held && transitionDelivery(held.delivery, command);
    if (!held || !next?.ok) return unchanged(undefined);
    const message = { ...held, delivery: next.value };
    await tx.messages.save(message);
    // It was withdrawn while the gateway took it.
    if (held.delivery.state === 'cancelled') await tellWithdrawal(deps, tx, message);
    return noted(message);
  });
