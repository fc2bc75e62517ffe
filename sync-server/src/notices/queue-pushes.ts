/**
 * Puts pushes into the outbox, in the write of the effect that they tell of. A push goes to people who asked for it in a browser; it
 * names no enterprise and no person, because it is read on lock screens.
 */
import { type Action, type Actor, authorise } from '@liangma/shared/access/authorise';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { Message } from '@liangma/shared/notices/message';
import type { PushedTemplate } from '@liangma/shared/notices/push';
import { isPartial } from '@liangma/shared/tasks/impartial';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import type { Writes } from '../ports/store.ts';
import { queueMessage } from './queue-message.ts';

type PushDeps = Pick<Deps, 'clock' | 'random'>;
type Tx = Writes<'messages' | 'places' | 'pushes'>;

export type AboutAlert = NonNullable<Message['alert']>;

interface Told {
  readonly region: RegionCode;
  /** Names what is told; each person is told it once. */
  readonly key: string;
  readonly task: string;
  readonly alert?: AboutAlert;
  readonly template: PushedTemplate;
}

async function pushTo(
  deps: PushDeps,
  tx: Tx,
  people: readonly Pick<Actor, 'account' | 'name'>[],
  told: Told,
): Promise<void> {
  const { region, key, task, alert, template } = told;
  for (const { account, name } of people) {
    const recipient = { kind: 'account', account, name } as const;
    await queueMessage(deps, tx, region, `${key} push ${account}`, {
      task,
      ...(alert && { alert }),
      template,
      values: {},
      channel: 'push',
      recipient,
    });
  }
}

/** An application waits for those who may decide it. */
export const pushHeads = (deps: PushDeps, tx: Tx, task: Task): Promise<void> =>
  pushAbout(deps, tx, task, {
    agency: task.agency.id,
    actions: ['task.decide'],
    template: 'application-waits',
    key: `application-waits ${task.id} ${task.rev}`,
  });

/** A batch of applications waits for those who may decide them. */
export const pushBatch = (deps: PushDeps, tx: Tx, task: Task, batch: string): Promise<void> =>
  pushAbout(deps, tx, task, {
    agency: task.agency.id,
    actions: ['task.decide'],
    template: 'batch-waits',
    key: `batch-waits ${batch}`,
    task: '',
  });

/** QUAL-4: a joint inspection waits for the answer of those who may agree to it for a partner. */
export const pushAsked = (deps: PushDeps, tx: Tx, task: Task, agency: string, key: string): Promise<void> =>
  pushAbout(deps, tx, task, { agency, actions: ['task.join'], template: 'join-asked', key });

/** QUAL-4: a partner declined; those of the lead agency hear of it who may change the application or decide it. */
export const pushDeclined = (deps: PushDeps, tx: Tx, task: Task, key: string): Promise<void> =>
  pushAbout(deps, tx, task, {
    agency: task.agency.id,
    actions: ['task.apply', 'task.decide'],
    template: 'join-declined',
    key,
  });

interface About extends Pick<Told, 'template' | 'key'> {
  readonly agency: string;
  /** People of the agency hear of it who may do one of these. */
  readonly actions: readonly Action[];
  /** Empty for what is about several tasks. */
  readonly task?: '';
}

async function pushAbout(deps: PushDeps, tx: Tx, task: Task, about: About): Promise<void> {
  const { agency, actions, template, key } = about;
  const may = (one: Actor, action: Action): boolean =>
    authorise(one, action, deps.clock.now(), { agency }) && (action === 'task.apply' || !isPartial(task, one));
  const people = (await tx.pushes.audience(agency)).filter((one) => actions.some((action) => may(one, action)));
  await pushTo(deps, tx, people, { region: task.enterprise.region, key, task: about.task ?? task.id, template });
}

/** An inspection was approved for these officers, whatever agency they belong to. */
export async function pushOfficers(deps: PushDeps, tx: Tx & Writes<'officers'>, task: Task): Promise<void> {
  const { id, officers, enterprise } = task;
  const ids: string[] = officers.map((one) => one.id);
  const agencies = new Set((await tx.officers.byIds(ids)).map(({ agency }) => agency));
  for (const agency of agencies) {
    const people = (await tx.pushes.audience(agency)).filter(
      ({ officer }) => officer !== null && ids.includes(officer),
    );
    const told = { region: enterprise.region, key: `task-assigned ${id}`, task: id } as const;
    await pushTo(deps, tx, people, { ...told, template: 'task-assigned' });
  }
}

export interface PushedAlert {
  readonly alert: AboutAlert;
  readonly region: RegionCode;
  readonly agency: string;
  readonly task: string;
  readonly template: 'alert-asked' | 'letter-sent';
  readonly deadline: number;
}

/** SUP-1, SUP-2: those at the agency who may answer. */
export async function pushAgency(deps: PushDeps, tx: Tx, asked: PushedAlert): Promise<void> {
  const { alert, region, agency, task, template, deadline } = asked;
  const people = (await tx.pushes.audience(agency)).filter((one) =>
    authorise(one, 'alert.answer', deps.clock.now(), { agency }),
  );
  await pushTo(deps, tx, people, { region, key: `${template} ${alert.id} ${deadline}`, task, alert, template });
}

/** SUP-1: the supervisor who took the alert over, when the agency has answered. */
export async function pushOwner(
  deps: PushDeps,
  tx: Tx,
  {
    alert,
    region,
    task,
    owner,
  }: { alert: AboutAlert; region: RegionCode; task: string; owner: { account: string; name: string } },
): Promise<void> {
  const key = `alert-answered ${alert.id} ${deps.clock.now()}`;
  await pushPeople(deps, tx, [owner], { region, key, task, alert, template: 'alert-answered' });
}

/** Tells those of the people who subscribed in a browser. */
export async function pushPeople(
  deps: PushDeps,
  tx: Tx,
  people: readonly Pick<Actor, 'account' | 'name'>[],
  told: Told,
): Promise<void> {
  for (const one of people)
    if ((await tx.pushes.ofAccount(one.account)).length > 0) await pushTo(deps, tx, [one], told);
}
