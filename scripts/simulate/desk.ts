/** The desk, and those who administer: over the API where there is one, else in the store. */
import type { Actor } from '@liangma/shared/access/authorise';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import type { Task } from '@liangma/shared/tasks/task';
import { committed } from '../../sync-server/src/ports/store.ts';
import type { Phone } from './browser/phone.ts';
import { count } from './faults.ts';
import { jsonOf } from './ledger.ts';
import { COUNTY, cookieOf, hashOf, MATTER } from './server/template.ts';
import { actorOf, officersOf, say, type World } from './world.ts';

export async function apply(world: World, officers: readonly [number, number], minutes: number): Promise<void> {
  const now = Math.floor(world.time.now() / MINUTE) * MINUTE;
  const officer = (i: number) => COUNTY.inspectors[i]?.officer;
  const application = {
    enterprise: COUNTY.enterprises[world.dice.between(0, COUNTY.enterprises.length - 1)],
    ...{ type: 'routine', source: 'annual-plan', matters: [MATTER], assistants: 0, reasons: {} },
    officers: officers.map(officer),
    window: { from: now, to: now + minutes * MINUTE },
    whyOnSite: '需到现场查看。',
  };
  const applied = await post(world, COUNTY.clerk, '/api/tasks', { application });
  if (!applied?.task) return count(world.counts, 'applications refused');
  const { id, rev } = applied.task;
  const approved = await post(world, COUNTY.approver, `/api/tasks/${id}/approve`, { rev });
  count(world.counts, approved?.task ? 'tasks approved' : 'approvals without answer');
}

export async function withdraw(world: World): Promise<void> {
  const tasks = await world.truth.read((tx) => tx.tasks({ states: ['issued'], limit: 50 }));
  if (tasks.length === 0) return;
  const { id, rev } = world.dice.pick(tasks);
  const done = await post(world, COUNTY.approver, `/api/tasks/${id}/withdraw`, { rev, reason: '不再需要' });
  if (done?.task) count(world.counts, 'tasks withdrawn');
}

async function post(world: World, actor: Actor, path: string, body: unknown): Promise<{ task?: Task } | undefined> {
  const headers = { 'content-type': 'application/json', cookie: cookieOf(actor) };
  const answer = await world.network.ask({ method: 'POST', path, headers, body: JSON.stringify(body) });
  return answer && (jsonOf(answer) as { task?: Task });
}

/** No face does this yet; the store and the feed are made for it. */
export async function reassign(world: World): Promise<void> {
  const tasks = await world.truth.read((tx) => tx.tasks({ states: ['issued', 'inspecting', 'withdrawn'], limit: 50 }));
  if (tasks.length === 0) return;
  const { id } = world.dice.pick(tasks);
  const heir = await world.truth.read((tx) => tx.officers([world.dice.pick(COUNTY.inspectors).officer ?? '']));
  await administer(world, 'task.reassign', async (tx) => {
    const known = await tx.task(id);
    if (!known) return;
    const shard = shardOf(known.enterprise.region);
    const seq = await tx.nextSeq(shard);
    const task = (await tx.task(id)) as Task;
    const officers = [
      ...heir.map((officer) => ({ id: officer.id, name: officer.name, certificate: officer.certificate.number })),
      ...task.officers.filter((officer) => officer.id !== heir[0]?.id).slice(-1),
    ];
    await tx.saveTask(shard, seq, { ...task, officers, rev: task.rev + 1 });
  });
  count(world.counts, 'scope-left');
}

export const suspend = (world: World, actor: Actor): Promise<void> => {
  count(world.counts, 'suspended');
  return saveRoles(world, { ...actor, roles: [] });
};
export const reinstate = (world: World, actor: Actor): Promise<void> => saveRoles(world, actor);

const saveRoles = (world: World, actor: Actor): Promise<void> =>
  administer(world, 'account.change', (tx) => tx.saveAccounts([{ name: actor.account, password: '', actor }]));

/** The session ends at the server; the browser keeps its cookie, which is good again after a new sign-in. */
export function setSession(world: World, phone: Phone, open: boolean): Promise<void> {
  const actor = actorOf(world, phone);
  const expiresAt = world.time.now() + (open ? 1_000 * HOUR : 0);
  return administer(world, 'session.change', (tx) =>
    tx.saveSession({ tokenHash: hashOf(actor), account: actor.account, expiresAt }),
  );
}

export async function revoke(world: World, phone: Phone): Promise<void> {
  const { officer } = actorOf(world, phone);
  const devices = await world.truth.read((tx) => tx.devicesOf([officer ?? '']));
  const device = devices.at(-1);
  if (!device) return;
  const revokedAt = world.time.now();
  await administer(world, 'device.revoke', async (tx) => {
    await tx.saveDevice({ ...(await tx.holdDevice(device)), revokedAt });
  });
  count(world.counts, 'revoked');
  say(world, `${phone.name}  device ${device.id} revoked`);
}

export async function endAllTroubles(world: World): Promise<void> {
  for (const phone of officersOf(world)) {
    await reinstate(world, actorOf(world, phone));
    await setSession(world, phone, true);
  }
}

type Tx = Parameters<Parameters<World['truth']['write']>[0]>[0];

function administer(world: World, action: string, work: (tx: Tx) => Promise<void>): Promise<void> {
  const id = `admin-${world.dice.between(0, 2 ** 50)}`;
  const audit = { id, at: world.time.now(), actor: 'operator', action, subject: 'simulation' };
  return world.truth.write(async (tx) => {
    await work(tx);
    return committed(undefined, audit);
  });
}
