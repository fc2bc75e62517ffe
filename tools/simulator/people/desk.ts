/** The desk, supervisors, and those who administer: over the API where there is one, else in the store. */

import type { Actor } from '@liangma/shared/access/authorise';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import type { Task } from '@liangma/shared/tasks/task';
import { addTask, findTask } from '../../../sync-server/src/ports/directory.ts';
import { committed } from '../../../sync-server/src/ports/store.ts';
import type { Phone } from '../browser/phone-and-pages.ts';
import { jsonOf } from '../checks/ledger.ts';
import { count } from '../faults.ts';
import { COUNTY, cookieOf, hashOf, MATTER } from '../server/template.ts';
import { actorOf, deviceOn, officersOf, say, type World } from '../world/world.ts';

export async function apply(world: World, officers: readonly [number, number], minutes: number): Promise<void> {
  const now = Math.floor(world.time.now() / MINUTE) * MINUTE;
  const officer = (i: number) => COUNTY.inspectors[i]?.officer;
  const application = {
    enterprise: COUNTY.enterprises[world.dice.between(0, COUNTY.enterprises.length - 1)],
    type: 'routine',
    source: 'annual-plan',
    matters: [MATTER],
    assistants: 0,
    reasons: {},
    officers: officers.map(officer),
    window: { from: now, to: now + minutes * MINUTE },
    reference: null,
    offSite: 'none',
    whyOnSite: '需到现场查看设施和库存。',
  };
  const applied = await post(world, COUNTY.clerk, '/api/tasks', { application });
  if (!applied?.task) return count(world.counts, 'applications refused');
  const { id, rev } = applied.task;
  const approved = await post(world, COUNTY.approver, `/api/tasks/${id}/approve`, { rev });
  count(world.counts, approved?.task ? 'tasks approved' : 'approvals without answer');
}

export async function withdraw(world: World): Promise<void> {
  const tasks = await world.truth.read((tx) => tx.tasks.find({ states: ['issued'], limit: 50 }));
  if (tasks.length === 0) return;
  const { id, rev } = world.dice.pick(tasks);
  const done = await post(world, COUNTY.approver, `/api/tasks/${id}/withdraw`, {
    rev,
    reason: '企业已整改到位，不再需要检查',
  });
  if (done?.task) count(world.counts, 'tasks withdrawn');
}

/** Undefined when no server answered, or not with success. */
export async function ask<T>(
  world: World,
  actor: Actor,
  path: string,
  body?: unknown,
  among?: (replicas: number) => number,
): Promise<T | undefined> {
  const headers = { 'content-type': 'application/json', cookie: cookieOf(actor) };
  const method = body === undefined ? 'GET' : 'POST';
  const request = { method, path, headers, body: body === undefined ? undefined : JSON.stringify(body) };
  const answer = await world.network.ask(request, among);
  return answer && answer.status < 300 ? (jsonOf(answer) as T) : undefined;
}

const post = (world: World, actor: Actor, path: string, body: unknown): Promise<{ task?: Task } | undefined> =>
  ask(world, actor, path, body);

/** No face does this yet; the store and the feed are made for it. */
export async function reassign(world: World): Promise<void> {
  const tasks = await world.truth.read((tx) =>
    tx.tasks.find({ states: ['issued', 'inspecting', 'withdrawn'], limit: 50 }),
  );
  if (tasks.length === 0) return;
  const { id } = world.dice.pick(tasks);
  const heir = await world.truth.read((tx) => tx.officers.byIds([world.dice.pick(COUNTY.inspectors).officer ?? '']));
  await administer(world, 'task.reassign', async (tx) => {
    const known = await findTask(tx, id);
    if (!known) return;
    const shard = shardOf(known.enterprise.region);
    const seq = await tx.shards.next(shard);
    const task = (await findTask(tx, id)) as Task;
    const officers = [
      ...heir.map((officer) => ({ id: officer.id, name: officer.name, certificate: officer.certificate.number })),
      ...task.officers.filter((officer) => officer.id !== heir[0]?.id).slice(-1),
    ];
    await addTask(tx, shard, seq, { ...task, officers, rev: task.rev + 1 });
  });
  count(world.counts, 'scope-left');
}

/** [NOT-2] Runs the sweep that each server makes every five minutes by its own clock. The server may end within. */
export async function lapse(world: World, replica: number): Promise<void> {
  const lapsed = await world.server.lapse(replica);
  count(world.counts, 'lapsed', lapsed);
}

const REASON = { reason: '正在核查' };

export async function suspend(world: World, { officer }: Actor): Promise<void> {
  const done = await ask(world, COUNTY.supervisor, `/api/officers/${officer}/suspension`, REASON);
  if (done) count(world.counts, 'suspended');
}

export const reinstate = async (world: World, { officer }: Actor): Promise<void> =>
  void (await ask(world, COUNTY.supervisor, `/api/officers/${officer}/reinstatement`, {}));

/** The account loses what an inspector may do: no face does this yet. */
export async function demote(world: World, actor: Actor): Promise<void> {
  await saveActor(world, { ...actor, posts: [] });
  count(world.counts, 'demoted');
}
export const promote = (world: World, actor: Actor): Promise<void> => saveActor(world, actor);

const saveActor = (world: World, actor: Actor): Promise<void> =>
  administer(world, 'account.change', (tx) => tx.accounts.save([{ name: actor.account, password: '', actor }]));

/** Each sign-in has a token of its own: a session belongs to the device that it is first seen on. */
export async function signIn(world: World, phone: Phone): Promise<void> {
  const n = (world.signIns.get(phone) ?? 0) + 1;
  world.signIns.set(phone, n);
  await saveSession(world, phone, 1_000 * HOUR);
  phone.cookie = cookieOf(actorOf(world, phone), n);
}

/** The session ends at the server; the browser keeps its cookie. */
export const endSession = (world: World, phone: Phone): Promise<void> => saveSession(world, phone, 0);

function saveSession(world: World, phone: Phone, length: number): Promise<void> {
  const actor = actorOf(world, phone);
  const tokenHash = hashOf(actor, world.signIns.get(phone));
  const expiresAt = world.time.now() + length;
  return administer(world, 'session.change', (tx) =>
    tx.accounts.saveSession({ tokenHash, account: actor.account, expiresAt }),
  );
}

export async function revoke(world: World, phone: Phone): Promise<void> {
  const device = deviceOn(phone);
  if (!device || !(await ask(world, COUNTY.approver, `/api/devices/${device}/revoke`, REASON))) return;
  count(world.counts, 'revoked');
  say(world, `${phone.name}  device ${device} revoked`);
}

export async function endAllTroubles(world: World): Promise<void> {
  for (const phone of officersOf(world)) {
    await reinstate(world, actorOf(world, phone));
    await promote(world, actorOf(world, phone));
    await signIn(world, phone);
  }
}

type Tx = Parameters<Parameters<World['truth']['write']>[0]>[0];

function administer(world: World, action: string, work: (tx: Tx) => Promise<void>): Promise<void> {
  const id = `admin-${world.dice.between(0, 2 ** 50)}`;
  const audit = { shard: '', id, at: world.time.now(), actor: 'operator', action, subject: 'simulation' };
  return world.truth.write(async (tx) => {
    await work(tx);
    return committed(undefined, audit);
  });
}
