/** Puts messages into the outbox, in the write of the effect that they tell of. */

import { type RegionCode, shardOf } from '@liangma/shared/kernel/regions';
import { isToldBefore } from '@liangma/shared/notices/inspection-notice';
import { isDelivered, transitionDelivery } from '@liangma/shared/notices/message';
import { sayDeadline, sayMoment } from '@liangma/shared/notices/moments';
import { type NotDueReason, UNTIL_DECIDED } from '@liangma/shared/notices/not-due';
import type { TemplateId } from '@liangma/shared/notices/templates';
import { agenciesOf } from '@liangma/shared/tasks/joining';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import type { Writes } from '../ports/store.ts';
import { queueMessage } from './queue-message.ts';
import { type AboutAlert, pushAgency, pushHeads, pushOfficers } from './queue-pushes.ts';
import type { StoredMessage } from './repository.ts';

type QueueDeps = Pick<Deps, 'clock' | 'random' | 'policies'>;

/** Tells the officers of an inspection of its approval, and, by NOT-1, the contacts of the enterprise. */
export async function tellApproved(
  deps: QueueDeps,
  tx: Writes<'messages' | 'officers' | 'places' | 'pushes' | 'registryHistory'>,
  task: Task,
): Promise<void> {
  await pushOfficers(deps, tx, task);
  await tellEnterprise(deps, tx, task);
}

/** NOT-1: tells the contacts of the enterprise when its inspection is approved. */
async function tellEnterprise(
  deps: QueueDeps,
  tx: Writes<'messages' | 'places' | 'registryHistory'>,
  task: Task,
): Promise<void> {
  const { id, enterprise, window } = task;
  if (!isToldBefore(task, deps.policies.at(enterprise.region, deps.clock.now()))) return;
  const values = {
    agency: agenciesOf(task)
      .map(({ name }) => name)
      .join('、'),
    enterprise: enterprise.name,
    from: sayMoment(window.from),
    to: sayMoment(window.to),
  };
  for (const { name, phone } of (await tx.registryHistory.details(shardOf(enterprise.region), enterprise.id))
    .contacts) {
    const recipient = { kind: 'contact', name, phone } as const;
    await queueMessage(deps, tx, enterprise.region, `inspection-notice ${id} ${phone}`, {
      task: id,
      template: 'inspection-notice',
      values,
      channel: 'sms',
      recipient,
    });
  }
}

/** Tells the heads of the agency that an application waits for their decision. */
export async function tellHeads(
  deps: QueueDeps,
  tx: Writes<'messages' | 'places' | 'pushes'>,
  task: Task,
): Promise<void> {
  await pushHeads(deps, tx, task);
  const { id, rev, agency, enterprise, window } = task;
  await queueMessage(deps, tx, enterprise.region, `application-waits ${id} ${rev}`, {
    task: id,
    template: 'application-waits',
    values: { enterprise: enterprise.name, from: sayMoment(window.from) },
    channel: 'desk',
    recipient: { kind: 'desk', agency: agency.id, name: agency.name, role: 'approver' },
  });
}

/**
 * Takes back what waits and is no longer true; returns what was delivered before. What runs at a gateway at this moment is told of
 * by `tellWithdrawal` afterwards.
 */
export async function cancelQueued(
  { clock }: Pick<Deps, 'clock'>,
  tx: Writes<'messages'>,
  task: Task,
  reason: NotDueReason,
  isUntrue: (message: StoredMessage) => boolean,
): Promise<StoredMessage[]> {
  const shard = shardOf(task.enterprise.region);
  const delivered: StoredMessage[] = [];
  for (const message of await tx.messages.ofTask(shard, task.id)) {
    const held = isUntrue(message) ? await tx.messages.hold(shard, message.id) : undefined;
    if (!held) continue;
    const next = transitionDelivery(held.delivery, { type: 'cancel', at: clock.now(), reason });
    if (next.ok) await tx.messages.save({ ...held, delivery: next.value });
    else if (isDelivered(held.delivery)) delivered.push(held);
  }
  return delivered;
}

/** Once an application is decided, nobody has to be told that it waits, or for whom. */
export async function cancelWaiting(deps: QueueDeps, tx: Writes<'messages'>, task: Task): Promise<void> {
  await cancelQueued(deps, tx, task, 'decided', ({ template }) => UNTIL_DECIDED.includes(template));
}

/** NOT-1: a notice that waits is cancelled with its inspection; whoever got one is told of the withdrawal. */
export async function tellWithdrawn(deps: QueueDeps, tx: Writes<'messages' | 'places'>, task: Task): Promise<void> {
  for (const notice of await cancelQueued(deps, tx, task, 'withdrawn', ({ template }) => isWithdrawable(template)))
    await tellWithdrawal(deps, tx, notice);
}

/** Messages that an inspection's withdrawal makes untrue, with what is told then. */
const WITHDRAWAL_OF = {
  'inspection-notice': 'inspection-withdrawn',
  'task-assigned': 'task-revoked',
} as const satisfies Partial<Record<TemplateId, TemplateId>>;
const isWithdrawable = (template: TemplateId): template is keyof typeof WITHDRAWAL_OF => template in WITHDRAWAL_OF;

/** Tells the recipient of a message that it is no longer true, once. */
export async function tellWithdrawal(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Writes<'messages' | 'places'>,
  { county, id, task, template, values, channel, recipient }: StoredMessage,
): Promise<void> {
  if (!isWithdrawable(template)) return;
  const told = { task, template: WITHDRAWAL_OF[template], values, channel, recipient };
  await queueMessage(deps, tx, county, `withdrawal ${id}`, told);
}

export interface AskedAgency {
  readonly alert: AboutAlert;
  readonly region: RegionCode;
  readonly agency: string;
  readonly name: string;
  readonly task: string;
  readonly deadline: number;
  /** Document number of a letter; absent for a question. */
  readonly number?: string;
}

/** SUP-1, SUP-2: tells the desk of an agency that it was asked, or that a letter waits for its reply. */
export async function tellAgency(
  deps: QueueDeps,
  tx: Writes<'messages' | 'places' | 'pushes'>,
  { alert, region, agency, name, task, deadline, number }: AskedAgency,
): Promise<void> {
  const template = number === undefined ? 'alert-asked' : 'letter-sent';
  await pushAgency(deps, tx, { alert, region, agency, task, template, deadline });
  await queueMessage(deps, tx, region, `asked ${alert.id} ${deadline} ${number ?? ''}`, {
    task,
    alert,
    template,
    values: { deadline: sayDeadline(deadline), ...(number === undefined ? {} : { number }) },
    channel: 'desk',
    recipient: { kind: 'desk', agency, name, role: 'clerk' },
  });
}
