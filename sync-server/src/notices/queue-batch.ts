/** The message to the heads about all applications of a batch, in the writes that make them. */
import { MINUTE } from '@liangma/shared/kernel/instant';
import { newDelivery, transitionDelivery } from '@liangma/shared/notices/message';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { noted, type Reads, unchanged, type Writes } from '../ports/store.ts';
import { queueMessage } from './queue-message.ts';
import { tellHeads } from './queue-messages.ts';
import { pushBatch } from './queue-pushes.ts';
import type { StoredMessage } from './repository.ts';

/** The message waits so long for the rest of its batch. `releaseBatch` sends it earlier, unless the server crashes in between. */
const LONGEST_BATCH = 10 * MINUTE;

/** Counts an application into the message of its batch, `batch`. */
export async function tellHeadsOfBatch(
  deps: Pick<Deps, 'clock' | 'random' | 'policies'>,
  tx: Writes<'messages' | 'places' | 'pushes'>,
  task: Task,
  batch: string,
): Promise<void> {
  const shard = await tx.places.shardOf('message', batch);
  if (shard === undefined) return startBatch(deps, tx, task, batch);
  const held = await tx.messages.hold(shard, batch);
  // A batch that takes longer than its message waits: the heads were told a lower number.
  if (held?.delivery.state !== 'queued') return tellHeads(deps, tx, task);
  await tx.messages.save({ ...held, values: { count: `${Number(held.values.count) + 1}` } });
}

/** Applications of a batch have the same clerk, agency and officers: who may decide the first may decide all. */
async function startBatch(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Writes<'messages' | 'places' | 'pushes'>,
  task: Task,
  batch: string,
): Promise<void> {
  const { agency, enterprise } = task;
  await pushBatch(deps, tx, task, batch);
  const message = {
    task: '',
    template: 'batch-waits',
    values: { count: '1' },
    channel: 'desk',
    recipient: { kind: 'desk', agency: agency.id, name: agency.name, role: 'approver' },
  } as const;
  const delivery = newDelivery(deps.clock.now() + LONGEST_BATCH);
  await queueMessage(deps, tx, enterprise.region, `batch-waits ${batch}`, message, { id: batch, delivery });
}

/** Sends the message of a batch whose last application is made. */
export const releaseBatch = ({ store, clock }: Pick<Deps, 'store' | 'clock'>, batch: string): Promise<void> =>
  store.write(async (tx) => {
    const shard = await tx.places.shardOf('message', batch);
    const held = shard === undefined ? undefined : await tx.messages.hold(shard, batch);
    if (held?.delivery.state !== 'queued') return unchanged(undefined);
    const next = transitionDelivery(held.delivery, { type: 'retry', at: clock.now() });
    if (!next.ok) return unchanged(undefined);
    await tx.messages.save({ ...held, delivery: next.value });
    return noted(undefined);
  });

/** The message of a batch belongs to no task: it is no longer due once the agency has nothing left to decide. */
export const isBatchDecided = async (
  tx: Reads<'tasks'>,
  { template, recipient }: Pick<StoredMessage, 'template' | 'recipient'>,
): Promise<boolean> =>
  template === 'batch-waits' && recipient.kind === 'desk' && !(await tx.tasks.count(recipient.agency)).applied;
