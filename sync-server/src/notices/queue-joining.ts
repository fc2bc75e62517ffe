/** Messages about a joint inspection between its agencies (QUAL-4), in the write of the effect that they tell of. */
import { sayMoment } from '@liangma/shared/notices/moments';
import { missingPartners } from '@liangma/shared/tasks/joining';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import type { Writes } from '../ports/store.ts';
import { queueMessage } from './queue-message.ts';
import { cancelQueued } from './queue-messages.ts';
import { pushAsked, pushDeclined } from './queue-pushes.ts';

type JoinDeps = Pick<Deps, 'clock' | 'random'>;
type Tx = Writes<'messages' | 'places' | 'pushes'>;
type Agency = Task['agency'];

/** The fourth word of a key, of pushes too, is the partner. */
const keyOf = (template: 'join-asked' | 'join-declined', { id, rev }: Task, partner: Agency): string =>
  `${template} ${id} ${rev} ${partner.id}`;

/** Tells the heads of the partners whose answer is missing that they are asked. */
export async function tellPartners(deps: JoinDeps, tx: Tx, task: Task): Promise<void> {
  const { id, agency: lead, enterprise, window } = task;
  for (const { agency } of missingPartners(task)) {
    await pushAsked(deps, tx, task, agency.id, keyOf('join-asked', task, agency));
    await queueMessage(deps, tx, enterprise.region, keyOf('join-asked', task, agency), {
      task: id,
      template: 'join-asked',
      values: { agency: lead.name, enterprise: enterprise.name, from: sayMoment(window.from) },
      channel: 'desk',
      recipient: { kind: 'desk', agency: agency.id, name: agency.name, role: 'approver' },
    });
  }
}

/** Tells the lead agency that a partner declined: its clerk, who can change the application, and its head, for whom it waits. */
export async function tellDeclined(deps: JoinDeps, tx: Tx, task: Task, partner: Agency): Promise<void> {
  await pushDeclined(deps, tx, task, keyOf('join-declined', task, partner));
  const { id, agency, enterprise } = task;
  for (const role of ['clerk', 'approver'] as const)
    await queueMessage(deps, tx, enterprise.region, `${keyOf('join-declined', task, partner)} ${role}`, {
      task: id,
      template: 'join-declined',
      values: { agency: partner.name, enterprise: enterprise.name },
      channel: 'desk',
      recipient: { kind: 'desk', agency: agency.id, name: agency.name, role },
    });
}

/** Takes back what was not sent yet and is replaced by the answer of a partner: that it is asked, and its answer before. */
export async function cancelAnswered(
  deps: JoinDeps,
  tx: Writes<'messages'>,
  task: Task,
  partner: Agency,
): Promise<void> {
  await cancelQueued(
    deps,
    tx,
    task,
    'answered',
    ({ template, key }) => template.startsWith('join-') && key.split(' ')[3] === partner.id,
  );
}
