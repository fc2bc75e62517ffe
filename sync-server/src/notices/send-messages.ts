/**
 * Sends queued messages. Each try is claimed in a write of its own before the gateway is asked, so that of several servers one asks.
 * A server that crashes between the gateway's answer and its write repeats the try under the same idempotency key.
 */
import type { Instant } from '@liangma/shared/kernel/instant';
import { type DeliveryCommand, transitionDelivery } from '@liangma/shared/notices/message';
import { type NotDueReason, whyAlertNotDue, whyNotDue } from '@liangma/shared/notices/not-due';
import { composeShort, fillTemplate } from '@liangma/shared/notices/templates';
import type { Deps } from '../deps.ts';
import { findTask } from '../ports/directory.ts';
import type { SendOutcome } from '../ports/notifier.ts';
import { noted, type Reads, unchanged } from '../ports/store.ts';
import { pushMessage } from './push-subscriptions.ts';
import { isBatchDecided } from './queue-batch.ts';
import { tellWithdrawal } from './queue-messages.ts';
import type { StoredMessage } from './repository.ts';

const BATCH = 100;

/** Returns how many were sent. */
export async function sendMessages(deps: Deps): Promise<number> {
  let sent = 0;
  for (const shard of (await deps.store.read((tx) => tx.shards.all())).keys()) {
    const due = await deps.store.read((tx) => tx.messages.due(shard, deps.clock.now(), BATCH));
    const [pushes, others] = [true, false].map((isPush) =>
      due.filter(({ channel }) => (channel === 'push') === isPush),
    );
    // A push service that does not answer holds up no other message.
    const lanes = [others, ...lanesOf(pushes ?? [])];
    const counts = await Promise.all(lanes.map((lane) => sendInTurn(deps, shard, lane ?? [])));
    sent += counts.reduce((sum, count) => sum + count, 0);
  }
  return sent;
}

const PUSH_LANES = 10;
const lanesOf = (pushes: readonly StoredMessage[]): StoredMessage[][] =>
  Array.from({ length: PUSH_LANES }, (_, lane) => pushes.filter((_, i) => i % PUSH_LANES === lane));

async function sendInTurn(deps: Deps, shard: string, messages: readonly StoredMessage[]): Promise<number> {
  let sent = 0;
  for (const { id } of messages) sent += Number(await sendOne(deps, shard, id));
  return sent;
}

/** Tries one message if its time has come; false if it was not sent. */
export async function sendOne(deps: Deps, shard: string, id: string): Promise<boolean> {
  const claimed = await claim(deps, shard, id);
  if (claimed?.delivery.state !== 'queued') return false;
  const outcome = claimed.channel === 'push' ? await pushMessage(deps, claimed) : await notify(deps, claimed);
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

/** Claims a message for one try. A message that is no longer due ends instead. */
const claim = (deps: Deps, shard: string, id: string): Promise<StoredMessage | undefined> =>
  deps.store.write<StoredMessage | undefined>(async (tx) => {
    const held = await tx.messages.hold(shard, id);
    const at = deps.clock.now();
    const tried = held && transitionDelivery(held.delivery, { type: 'try', at });
    if (!held || !tried?.ok) return unchanged(undefined);
    const reason = await reasonOf(tx, held, at);
    const next = reason ? transitionDelivery(held.delivery, { type: 'cancel', at, reason }) : tried;
    if (!next.ok) return unchanged(undefined);
    const message = { ...held, delivery: next.value };
    await tx.messages.save(message);
    return noted(message);
  });

/** Why a message is no longer due, by what it is about. */
async function reasonOf(
  tx: Reads<'alerts' | 'places' | 'tasks'>,
  message: StoredMessage,
  at: Instant,
): Promise<NotDueReason | undefined> {
  const { template, task: id, alert } = message;
  if (alert) {
    const shard = await tx.places.shardOf('alert', alert.id);
    const known = shard === undefined ? undefined : await tx.alerts.byId(shard, alert.id);
    return known && whyAlertNotDue(known.life, alert.steps);
  }
  const task = await findTask(tx, id);
  if (task) return whyNotDue(template, task, at);
  return (await isBatchDecided(tx, message)) ? 'decided' : undefined;
}

function notify({ notifier }: Deps, { id, channel, recipient, template, values }: StoredMessage): Promise<SendOutcome> {
  const text = channel === 'sms' ? composeShort(template, values) : fillTemplate(template, values);
  return notifier.send({ id, channel, recipient, template, values, text });
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
    const { delivery } = held;
    if (delivery.state === 'not-due' && delivery.reason === 'withdrawn') await tellWithdrawal(deps, tx, message);
    return noted(message);
  });
