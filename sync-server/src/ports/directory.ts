/** Look-ups by an id alone, and additions, through the directory of shards (docs/adr/0024). */
import type { GivenGrant } from '@liangma/shared/grants/grant-terms';
import { shardOf } from '@liangma/shared/kernel/regions';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { Task } from '@liangma/shared/tasks/task';
import type { Device } from '../devices/repository.ts';
import type { StoredGrant } from '../grants/repository.ts';
import type { Reads, Writes } from './store.ts';

/** Finds a task by its id alone, through the directory of shards. */
export async function findTask(tx: Reads<'places' | 'tasks'>, id: string): Promise<Task | undefined> {
  const shard = await tx.places.shardOf('task', id);
  return shard === undefined ? undefined : tx.tasks.byId(shard, id);
}

/** Finds tasks by their ids alone; those that are not known are left out. */
export async function findTasks(tx: Reads<'places' | 'tasks'>, ids: readonly string[]): Promise<Map<string, Task>> {
  const found = new Map<string, Task>();
  const byShard = new Map<string, string[]>();
  for (const [id, shard] of await tx.places.shardsOf('task', ids))
    byShard.set(shard, [...(byShard.get(shard) ?? []), id]);
  for (const [shard, here] of byShard) for (const task of await tx.tasks.byIds(shard, here)) found.set(task.id, task);
  return found;
}

/** Finds the task whose code has this short number. */
export async function findNumberedTask(tx: Reads<'places' | 'tasks'>, number: string): Promise<Task | undefined> {
  const shard = await tx.places.shardOf('number', number);
  return shard === undefined ? undefined : tx.tasks.byNumber(shard, number);
}

/** Saves a task that is new, and enters its id and its short number in the directory of shards. */
export async function addTask(tx: Writes<'places' | 'tasks'>, shard: string, seq: number, task: Task): Promise<void> {
  await tx.places.claim('task', task.id, shard);
  if ('number' in task && task.number !== undefined) await tx.places.claim('number', task.number, shard);
  await tx.tasks.save(shard, seq, task);
}

/** Finds a device by its id alone, through the directory of shards. */
export async function findDevice(tx: Reads<'devices' | 'places'>, id: string): Promise<Device | undefined> {
  const shard = await tx.places.shardOf('device', id);
  return shard === undefined ? undefined : tx.devices.byId(shard, id);
}

/**
 * Saves a device that is new, and enters its id in the directory of shards.
 *
 * @throws if another server has given it another home meanwhile.
 */
export async function addDevice(tx: Writes<'devices' | 'places'>, device: Device): Promise<void> {
  const isHome = await tx.places.claim('device', device.id, device.shard);
  if (!isHome) throw new Error(`device ${device.id} has another home`);
  await tx.devices.save(device);
}

/** Finds an enterprise by its id alone; also one that ceased. */
export async function findEnterprise(tx: Reads<'places' | 'registry'>, id: string): Promise<Enterprise | undefined> {
  const shard = await tx.places.shardOf('enterprise', id);
  return shard === undefined ? undefined : tx.registry.enterprise(shard, id);
}

/** Finds an enterprise that did not cease. */
export async function findRegistered(tx: Reads<'places' | 'registry'>, id: string): Promise<Enterprise | undefined> {
  const shard = await tx.places.shardOf('enterprise', id);
  return shard === undefined ? undefined : tx.registry.registered(shard, id);
}

/** Finds a grant by its id alone. */
export async function findGiven(tx: Reads<'grants' | 'places'>, id: string): Promise<StoredGrant | undefined> {
  const shard = await tx.places.shardOf('grant', id);
  return shard === undefined ? undefined : tx.grants.byId(shard, id);
}

/** Saves a grant that is new, and enters its id in the directory of shards. */
export async function addGrant(tx: Writes<'grants' | 'places'>, grant: GivenGrant, signed: Uint8Array): Promise<void> {
  await tx.places.claim('grant', grant.id, shardOf(grant.region));
  await tx.grants.save(grant, signed);
}

/**
 * The region that the installation serves: whoever administers it decides for everybody here. A county's store has the regions of
 * the whole province. A store that was never set up, such as a demo, serves its widest region.
 */
export async function rootRegion(tx: Reads<'registry' | 'setup'>): Promise<string> {
  const installation = await tx.setup.installation();
  if (installation) return installation.region;
  const regions = await tx.registry.regions('');
  return regions.reduce((root, { code }) => (root === '' || code.length < root.length ? code : root), '');
}
