/** Puts the messages of a region that were given up back into the outbox, at one request of a person. */
import type { Actor } from '@liangma/shared/access/authorise';
import { MINUTE } from '@liangma/shared/kernel/instant';
import { cursorOf } from '@liangma/shared/lists/cursor';
import { MAX_PAGE_ROWS, wholeList } from '@liangma/shared/lists/list-query';
import { transitionDelivery } from '@liangma/shared/notices/message';
import { type MessageChannel, messageListSpec, type RetriedMessages } from '@liangma/shared/notices/message-list';
import type { Deps } from '../deps.ts';
import { type AuditEntry, auditEntry } from '../ports/audit.ts';
import { committed, unchanged } from '../ports/store.ts';
import type { StoredMessage } from './repository.ts';

/** Messages of one request: a gateway that is back is not flooded. */
export const MOST_RETRIED = 500;
/** A message that has just failed rests, so that a second request does not repeat the first. */
const REST = 10 * MINUTE;
/** Messages of one write. */
const BATCH = 100;

/** The job sends them; it ends those that are no longer due. */
export async function retryFailed(
  deps: Deps,
  actor: Actor,
  channel: MessageChannel | undefined,
): Promise<RetriedMessages> {
  const { found, total } = await restedFailures(deps, actor, channel);
  let queued = 0;
  for (const shard of new Set(found.map((message) => message.shard))) {
    const here = found.filter((message) => message.shard === shard);
    for (let from = 0; from < here.length; from += BATCH)
      queued += await requeue(deps, actor, shard, here.slice(from, from + BATCH));
  }
  return { queued, left: total - queued };
}

/** Failed messages of the region, newest first, and how many there are with those that rest. */
async function restedFailures(deps: Deps, actor: Actor, channel: MessageChannel | undefined) {
  const filters = { state: 'failed', ...(channel ? { channel } : {}) } as const;
  const query = { ...wholeList(messageListSpec), filters, limit: MAX_PAGE_ROWS };
  const before = deps.clock.now() - REST;
  return deps.store.read(async (tx) => {
    const found: StoredMessage[] = [];
    let after: string | undefined;
    for (;;) {
      const { rows, total, hasNext } = await tx.messages.list(actor.region, { ...query, after });
      found.push(...rows.map(({ row }) => row).filter(({ delivery }) => 'at' in delivery && delivery.at <= before));
      const last = rows.at(-1);
      if (!hasNext || !last || found.length >= MOST_RETRIED) return { found: found.slice(0, MOST_RETRIED), total };
      after = cursorOf(query.sort, last.place);
    }
  });
}

const requeue = (deps: Deps, actor: Actor, shard: string, messages: readonly StoredMessage[]): Promise<number> =>
  deps.store.write<number>(async (tx) => {
    const entries: AuditEntry[] = [];
    for (const { id } of messages) {
      const held = await tx.messages.hold(shard, id);
      if (held?.delivery.state !== 'failed') continue;
      const next = transitionDelivery(held.delivery, { type: 'retry', at: deps.clock.now() });
      if (!next.ok) continue;
      await tx.messages.save({ ...held, delivery: next.value });
      entries.push(auditEntry(deps, shard, actor.account, 'message.retry-all', id));
    }
    return entries.length === 0 ? unchanged(0) : committed(entries.length, ...entries);
  });
