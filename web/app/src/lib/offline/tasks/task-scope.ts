/**
 * Tasks that come into the officer's scope and leave it. A tombstone is applied only to a task without open work. A task with
 * an unsent or undecided event, a parked event, or a draft that the server lacks is held until that work is settled.
 */
import { shardOf } from '@liangma/shared/kernel/regions';
import { type DeviceDb, deleteThose, readMeta, readMetas, writeMeta } from '../database/device-db.ts';
import { draftsThat, UNSHARED } from '../drafts/draft-store.ts';
import { mustBeAt, type Stretch } from '../exchange/pull.ts';
import type { Uses } from '../parts.ts';
import type { Page, PulledTask } from '../wire/replies.ts';
import { keepLiveCodes } from './live-codes.ts';
import { countTasks, deleteTasks, putTasks, taskLines, tasksOf, taskTables } from './task-rows.ts';

type Stores = Uses<'db' | 'drafts'>;

/** Writes a page: its tasks, its tombstones and its checkpoint. Resolves when the transaction has begun. */
export async function arrived(
  stores: Stores,
  page: Page<PulledTask>,
  { from, to }: Stretch,
): Promise<{ readonly written: Promise<void> }> {
  const { db } = stores;
  const gone = page.documents.filter(({ _deleted }) => _deleted).map(({ id }) => id);
  const drafted = gone.length > 0 ? await draftedTasks(stores) : [];
  const here = page.documents.filter(({ _deleted }) => !_deleted);
  const tables = [...taskTables(db), db.liveCodes, db.events, db.parked, db.held, db.seen, db.meta];
  const written = db.transaction('rw', tables, async () => {
    const before = await readMetas(db, 'tasksPulled', 'repull');
    mustBeAt(before.tasksPulled, from);
    if (before.repull === page.epoch) await db.seen.bulkPut(here.map(({ id }) => ({ task: id })));
    await hold(db, gone, drafted);
    await deleteThose(db.held, new Set(here.map(({ id }) => id)));
    await putTasks(
      db,
      here.map(({ live: _, _deleted, ...row }) => row),
    );
    await keepLiveCodes(db, here);
    await writeMeta(db, 'tasksPulled', to);
  });
  return { written };
}

/** Holds the tasks with open work and forgets the others. */
async function hold(db: DeviceDb, gone: readonly string[], drafted: readonly string[]): Promise<void> {
  if (gone.length === 0) return;
  const here = (await tasksOf(db, gone)).flatMap((row) => row?.id ?? []);
  const busy = await withWork(db, here, drafted);
  await db.held.bulkPut([...busy].map((task) => ({ task })));
  await forget(
    db,
    gone.filter((id) => !busy.has(id)),
  );
}

async function forget(db: DeviceDb, tasks: readonly string[]): Promise<void> {
  await deleteTasks(db, tasks);
  await db.liveCodes.bulkDelete([...tasks]);
  await db.held.bulkDelete([...tasks]);
}

/** A device without a task has none that the pull could fail to bring, so it need not note the ids. */
export async function freshBegins(db: DeviceDb, epoch: string): Promise<void> {
  await db.transaction('rw', [...taskTables(db), db.seen, db.meta], async () => {
    await db.seen.clear();
    await db.meta.bulkDelete(['repull', 'repullShards', 'divergentShards']);
    if ((await countTasks(db)) > 0) await writeMeta(db, 'repull', epoch);
  });
}

/** [SYNC-17] Begins a full pull of some shards. */
export async function againBegins(db: DeviceDb, shards: readonly string[], epoch: string): Promise<void> {
  await db.transaction('rw', db.seen, db.meta, async () => {
    await db.seen.clear();
    await writeMeta(db, 'repullShards', shards);
    await writeMeta(db, 'repull', epoch);
  });
}

/** Ends a full pull, and forgets held tasks whose work is settled. */
export async function caughtUp(stores: Stores): Promise<void> {
  const { db } = stores;
  const isAgain = (await readMeta(db, 'repull')) !== undefined;
  if (!isAgain && (await db.held.count()) === 0) return;
  const drafted = await draftedTasks(stores);
  const tables = [...taskTables(db), db.liveCodes, db.events, db.parked, db.held, db.seen, db.meta];
  await db.transaction('rw', tables, async () => {
    await holdUnseen(db);
    const held = await db.held.toCollection().primaryKeys();
    const busy = await withWork(db, held, drafted);
    await forget(
      db,
      held.filter((id) => !busy.has(id)),
    );
  });
}

async function holdUnseen(db: DeviceDb): Promise<void> {
  if ((await readMeta(db, 'repull')) === undefined) return;
  const shards = await readMeta(db, 'repullShards');
  const seen = new Set(await db.seen.toCollection().primaryKeys());
  const unseen = (await taskLines(db)).filter(({ id }) => !seen.has(id));
  const pulled = shards ? unseen.filter(({ region }) => shards.includes(shardOf(region))) : unseen;
  await db.held.bulkPut(pulled.map(({ id }) => ({ task: id })));
  await db.meta.bulkDelete(['repull', 'repullShards', 'divergentShards']);
  await db.seen.clear();
}

/** Called before a transaction, because drafts are in another database. */
const draftedTasks = async ({ drafts }: Stores): Promise<string[]> =>
  (await draftsThat(await drafts(), ...UNSHARED, 'late')).map(({ id }) => id);

async function withWork(db: DeviceDb, tasks: readonly string[], drafted: readonly string[]): Promise<Set<string>> {
  const unsettled = await db.events.where('sync.state').noneOf(['accepted', 'rejected']).toArray();
  const parked = await db.parked.toArray();
  const ids = [...unsettled.map(({ task }) => task), ...drafted, ...parked.map(({ event }) => event.task)];
  const asked = new Set<string>(tasks);
  return new Set(ids.filter((id) => asked.has(id)));
}
