/**
 * Tasks that leave the officer's scope. A tombstone is applied only where no work waits: a task with an unsent
 * or undecided event, a parked one or a draft that the server has not is held until that work is settled.
 */
import { shardOf } from '@liangma/shared/kernel/regions';
import type { WithDeleted } from 'rxdb/plugins/core';
import type { Device } from './device.svelte.ts';
import { type DeviceDb, readMeta, writeMeta } from './device-db.ts';
import { draftsThat, UNSHARED } from './draft-store.ts';
import type { Page } from './replies.ts';
import type { TaskRow } from './rows.ts';

type Stores = Pick<Device, 'local' | 'db' | 'drafts'>;

/** The page as it may be written. Its length stays: RxDB takes a shorter page for the last one. */
export async function arrived(stores: Stores, page: Page<TaskRow>): Promise<WithDeleted<TaskRow>[]> {
  const { local, db } = stores;
  await noteSeen(db, page);
  const gone = page.documents.filter(({ _deleted }) => _deleted).map(({ id }) => id);
  if (gone.length === 0) return page.documents;
  const busy = await withWork(stores, gone);
  await db.held.bulkPut([...busy].map((task) => ({ task })));
  const kept = await local.collections.tasks.findByIds([...busy]).exec();
  return page.documents.map((document) => {
    const here = document._deleted ? kept.get(document.id) : undefined;
    return here ? { ...(here.toJSON() as TaskRow), _deleted: false } : document;
  });
}

/** On a device without a task there is none that the pull could fail to bring: nobody has to note what it brings. */
export async function freshBegins({ local, db }: Pick<Stores, 'local' | 'db'>, epoch: string): Promise<void> {
  const isFirst = (await local.collections.tasks.findOne().exec()) === null;
  await db.transaction('rw', db.seen, db.meta, async () => {
    await db.seen.clear();
    await db.meta.bulkDelete(['repull', 'repullShards', 'inDoubt']);
    if (!isFirst) await writeMeta(db, 'repull', epoch);
  });
}

/** [SYNC-17] The same for some shards alone. */
export async function againBegins(db: DeviceDb, shards: readonly string[], epoch: string): Promise<void> {
  await db.transaction('rw', db.seen, db.meta, async () => {
    await db.seen.clear();
    await writeMeta(db, 'repullShards', shards);
    await writeMeta(db, 'repull', epoch);
  });
}

async function noteSeen(db: DeviceDb, page: Page<TaskRow>): Promise<void> {
  if ((await readMeta(db, 'repull')) !== page.epoch) return;
  await db.seen.bulkPut(page.documents.filter(({ _deleted }) => !_deleted).map(({ id }) => ({ task: id })));
}

/** Ends a fresh pull, and lets go of held tasks whose work is settled. */
export async function caughtUp(stores: Stores): Promise<void> {
  const { local, db } = stores;
  if ((await readMeta(db, 'repull')) !== undefined) await holdUnseen(stores);
  const held = await db.held.toCollection().primaryKeys();
  if (held.length === 0) return;
  const busy = await withWork(stores, held);
  const free = held.filter((id) => !busy.has(id));
  await local.collections.tasks.bulkRemove(free);
  await db.liveCodes.bulkDelete(free);
  await db.held.bulkDelete(free);
}

async function holdUnseen({ local, db }: Stores): Promise<void> {
  const shards = await readMeta(db, 'repullShards');
  const seen = new Set(await db.seen.toCollection().primaryKeys());
  const all = await local.collections.tasks.find().exec();
  const pulled = shards ? all.filter(({ data }) => shards.includes(shardOf(data.enterprise.region))) : all;
  await db.held.bulkPut(pulled.filter(({ id }) => !seen.has(id)).map(({ id }) => ({ task: id })));
  await db.meta.bulkDelete(['repull', 'repullShards', 'inDoubt']);
  await db.seen.clear();
}

async function withWork({ local, db, drafts }: Stores, tasks: readonly string[]): Promise<Set<string>> {
  const [events, drafted, parked] = await Promise.all([
    local.collections.events.find({ selector: { task: { $in: [...tasks] } as never } }).exec(),
    draftsThat(await drafts(), ...UNSHARED, 'late'),
    db.parked.toArray(),
  ]);
  const unsettled = events.filter(({ sync }) => sync.state !== 'accepted' && sync.state !== 'rejected');
  const ids = [
    ...unsettled.map(({ task }) => task),
    ...drafted.map(({ id }) => id),
    ...parked.map(({ event }) => event.task),
  ];
  const asked = new Set<string>(tasks);
  return new Set(ids.filter((id) => asked.has(id)));
}
