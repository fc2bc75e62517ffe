/** [RES-1] The outcome of an inspection: told to the contacts of the enterprise, read by them behind a link. */
import { DAY } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { sayDay } from '@liangma/shared/notices/moments';
import { messageOfToken, type OutcomeView, outcomeLink, outcomeViewOf } from '@liangma/shared/notices/outcome';
import { inWhoseName } from '@liangma/shared/registry/agency';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { newId } from '../ports/audit.ts';
import { findTask } from '../ports/directory.ts';
import { noted, type Reads, unchanged, type Writes } from '../ports/store.ts';
import { queueMessage } from './queue-message.ts';

/** An enterprise may look once more while it corrects, or while it may object. */
const LINK_LASTS = 180 * DAY;

/** Queues the outcome in the write that accepts the record. Without a contact nobody can be told: RES-1's alert says so in time. */
export async function tellOutcome(
  deps: Pick<Deps, 'clock' | 'random' | 'config'>,
  tx: Writes<'messages' | 'places'> & Reads<'registryHistory'>,
  task: Task,
): Promise<void> {
  if (!('record' in task)) return;
  const { id: taskId, enterprise, agency, record } = task;
  for (const { name, phone } of (await tx.registryHistory.details(shardOf(enterprise.region), enterprise.id))
    .contacts) {
    const id = newId(deps);
    const values = {
      agency: inWhoseName(agency).name,
      enterprise: enterprise.name,
      day: sayDay(record.endedAt),
      link: outcomeLink(deps.config.origin, id),
    };
    const recipient = { kind: 'contact', name, phone } as const;
    const message = { task: taskId, template: 'inspection-outcome', values, channel: 'sms', recipient } as const;
    await queueMessage(deps, tx, enterprise.region, `inspection-outcome ${taskId} ${phone}`, message, { id });
  }
}

/** The outcome behind a link. Its first reading is kept: it is the receipt that stands in the trace. */
export function openOutcome(deps: Deps, token: string): Promise<Result<OutcomeView, 'not-found'>> {
  const id = messageOfToken(token);
  if (id === undefined) return Promise.resolve(err('not-found'));
  return deps.store.write<Result<OutcomeView, 'not-found'>>(async (tx) => {
    const shard = await tx.places.shardOf('message', id);
    const message = shard === undefined ? undefined : await tx.messages.hold(shard, id);
    const now = deps.clock.now();
    if (message?.template !== 'inspection-outcome' || now >= message.createdAt + LINK_LASTS)
      return unchanged(err('not-found'));
    const task = await findTask(tx, message.task);
    const view = task && outcomeViewOf(task, await tx.matters.all());
    if (!view) return unchanged(err('not-found'));
    if (message.openedAt !== undefined) return unchanged(ok(view));
    await tx.messages.save({ ...message, openedAt: now });
    return noted(ok(view));
  });
}

/** A contact opened the link, or the gateway says that the message was read. */
export const isOutcomeRead = async (tx: Reads<'messages'>, task: Task): Promise<boolean> =>
  (await tx.messages.ofTask(shardOf(task.enterprise.region), task.id)).some(
    ({ template, openedAt, delivery }) =>
      template === 'inspection-outcome' && (openedAt !== undefined || delivery.state === 'read'),
  );
