/** Messages as the operator of a region sees them, and another try of one that was not delivered. */
import { type Actor, authorise } from '@liangma/shared/access/authorise';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { ListReply } from '@liangma/shared/lists/list-reply';
import { transitionDelivery } from '@liangma/shared/notices/message';
import { type ListedMessage, listedMessage, type messageListSpec } from '@liangma/shared/notices/message-list';
import type { Deps } from '../deps.ts';
import { replyOf } from '../lists/lists.ts';
import { auditEntry } from '../ports/audit.ts';
import { committed, unchanged } from '../ports/store.ts';
import type { StoredMessage } from './repository.ts';
import { sendOne } from './send-messages.ts';

/** Contacts and officers are people of the register. */
const seesPeople = (deps: Pick<Deps, 'clock'>, actor: Actor, region: RegionCode): boolean =>
  authorise(actor, 'registry.read', deps.clock.now(), { region });

export const messageList = (
  deps: Deps,
  actor: Actor,
  query: ListQuery<typeof messageListSpec>,
): Promise<ListReply<ListedMessage>> =>
  deps.store.read((tx) =>
    replyOf(
      query,
      (asked) => tx.messages.list(actor.region, asked),
      (messages) => messages.map((message) => listedMessage(message, seesPeople(deps, actor, message.county))),
    ),
  );

/** Tries a message at once, whatever its back-off, also one that was given up. Returns it as it is after the try, which ends it if it is not due. */
export async function retryMessage(
  deps: Deps,
  actor: Actor,
  { shard, id }: Pick<StoredMessage, 'shard' | 'id'>,
): Promise<Result<ListedMessage, 'not-found' | 'wrong-state'>> {
  const waits = await deps.store.write<Result<StoredMessage, 'not-found' | 'wrong-state'>>(async (tx) => {
    const held = await tx.messages.hold(shard, id);
    if (!held) return unchanged(err('not-found'));
    const next = transitionDelivery(held.delivery, { type: 'retry', at: deps.clock.now() });
    if (!next.ok) return unchanged(next);
    const message = { ...held, delivery: next.value };
    await tx.messages.save(message);
    return committed(ok(message), auditEntry(deps, shard, actor.account, 'message.retry', id));
  });
  if (!waits.ok) return waits;
  await sendOne(deps, shard, id);
  const tried = (await deps.store.read((tx) => tx.messages.byId(shard, id))) ?? waits.value;
  return ok(listedMessage(tried, seesPeople(deps, actor, tried.county)));
}
