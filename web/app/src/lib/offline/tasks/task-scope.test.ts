import type { Author } from '@liangma/shared/drafts/draft';
import { OPINION } from '@liangma/shared/drafts/items';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import { fillDraft } from '../drafts/draft-store.ts';
import { type Drafts, openDrafts } from '../drafts/drafts-db.ts';
import { append } from '../outbox/event-log.ts';
import type { TaskRow, WithDeleted } from '../rows.ts';
import type { Page } from '../wire/replies.ts';
import { taskLines } from './task-rows.ts';
import * as scope from './task-scope.ts';
import { againBegins, caughtUp, freshBegins } from './task-scope.ts';

const id = (n: number) => `019a0000-0000-7000-8000-00000000000${n}` as TaskId;
const rowOf = (n: number): TaskRow => ({
  id: id(n),
  day: '2026-11-24',
  from: 1,
  state: 'issued',
  rev: 1,
  data: { enterprise: { region: '620102' } } as TaskRow['data'],
});
const row = (n: number, _deleted = false): WithDeleted<TaskRow> => ({ ...rowOf(n), _deleted });
const page = (documents: WithDeleted<TaskRow>[], epoch = 'e1'): Page<TaskRow> => ({ documents, checkpoint: {}, epoch });

let db: DeviceDb;
let drafts: Drafts;
let account = 0;
const AUTHOR = { by: 'O620623001', device: 'a'.repeat(32) } as Author;
beforeEach(async () => {
  account++;
  db = openDeviceDb(`c${account}`);
  drafts = await openDrafts(`c${account}`);
  await db.tasks.bulkAdd([1, 2, 3].map((n) => rowOf(n)));
});
afterEach(async () => {
  await drafts.database.close();
  db.close();
});

const stores = () => ({ db, drafts: async () => drafts });
const fill = (n: number) => fillDraft(drafts, id(n), [{ key: OPINION, value: '无异议', over: [] }], AUTHOR, 1);
const here = async () => (await taskLines(db)).map(({ id }) => id).sort();
/** Writes a page that follows on the pulled checkpoint. */
const arrived = async (written: Page<TaskRow>): Promise<void> => {
  const from = await readMeta(db, 'tasksPulled');
  const to = { shards: written.checkpoint, epoch: written.epoch, version: PROTOCOL_VERSION };
  await (await scope.arrived(stores(), written, { from, to })).written;
};

test('a task without work goes; one with an unsent event or a draft that is not shared is held', async () => {
  await append(db, { type: 'code-shown', task: id(1), taskRev: 1, data: {} });
  await fill(2);
  await arrived(page([row(1, true), row(2, true), row(3, true)]));
  expect(await here()).toEqual([id(1), id(2)]);
  expect(await db.held.toCollection().primaryKeys()).toEqual([id(1), id(2)]);
});

test('a held task goes once its work is settled', async () => {
  await fill(1);
  await arrived(page([row(1, true)]));
  await caughtUp(stores());
  expect(await here()).toEqual([id(1), id(2), id(3)]);
  const draft = await drafts.findOne(id(1)).exec();
  await draft?.incrementalPatch({ sync: { state: 'shared' } });
  await caughtUp(stores());
  expect(await here()).toEqual([id(2), id(3)]);
  expect(await db.held.count()).toBe(0);
});

test('a full pull removes the missing tasks at its end, and nothing before', async () => {
  await append(db, { type: 'code-shown', task: id(3), taskRev: 1, data: {} });
  await freshBegins(db, 'e2');
  await arrived(page([row(1)], 'e2'));
  expect(await here()).toEqual([id(1), id(2), id(3)]);
  await caughtUp(stores());
  expect(await here()).toEqual([id(1), id(3)]);
});

test('the first pull of a device notes no ids, and one that begins anew in its midst removes the missing tasks', async () => {
  await db.tasks.clear();
  await freshBegins(db, 'e1');
  await arrived(page([row(1), row(2)]));
  expect(await db.seen.count()).toBe(0);
  await freshBegins(db, 'e2');
  await arrived(page([row(2)], 'e2'));
  await caughtUp(stores());
  expect(await here()).toEqual([id(2)]);
});

test('[SYNC-17] pulling some shards again removes their missing tasks without open work; other shards stay', async () => {
  const inShard = (n: number, region: string) =>
    db.tasks.update(id(n), { data: { enterprise: { region } } as TaskRow['data'] });
  for (const n of [1, 2]) await inShard(n, '620623100');
  await inShard(3, '620102');
  await db.tasks.add({ ...rowOf(4), data: { enterprise: { region: '620623' } } as TaskRow['data'] });
  await append(db, { type: 'code-shown', task: id(4), taskRev: 1, data: {} });
  await writeMeta(db, 'divergentShards', ['6206']);
  await againBegins(db, ['6206'], 'e1');
  await arrived(page([row(1)]));
  await caughtUp(stores());
  expect(await here()).toEqual([id(1), id(3), id(4)]);
  expect([await readMeta(db, 'repull'), await readMeta(db, 'divergentShards')]).toEqual([undefined, undefined]);
});

test('a task that comes back while it is held is not held any more', async () => {
  await fill(1);
  await arrived(page([row(1, true)]));
  await arrived(page([row(1)]));
  await (await drafts.findOne(id(1)).exec())?.incrementalPatch({ sync: { state: 'shared' } });
  await caughtUp(stores());
  expect(await here()).toEqual([id(1), id(2), id(3)]);
});

test('a page is written with its checkpoint, or not at all if another tab has gone on', async () => {
  const to = { shards: { '6206': 7 }, epoch: 'e1', version: PROTOCOL_VERSION };
  await (await scope.arrived(stores(), page([row(4)]), { from: undefined, to })).written;
  expect([await readMeta(db, 'tasksPulled'), await here()]).toEqual([to, [1, 2, 3, 4].map(id)]);
  const late = { from: undefined, to: { ...to, epoch: 'e0' } };
  const { written } = await scope.arrived(stores(), page([row(4, true)]), late);
  await expect(written).rejects.toMatchObject({ kind: 'busy' });
  expect([await readMeta(db, 'tasksPulled'), await here()]).toEqual([to, [1, 2, 3, 4].map(id)]);
});

test('pages are written in the order of their beginning; after a failed page none is written', async () => {
  const at = (seq: number) => ({ shards: { '6206': seq }, epoch: 'e1', version: PROTOCOL_VERSION });
  const begin = (n: number, from = at(n - 1)) =>
    scope.arrived(stores(), page([row(n)]), { from: n === 4 ? undefined : from, to: at(n) });
  const outcomes = async (ns: number[]) => {
    const begun = ns.map((n) => begin(n));
    return Promise.all(
      begun.map(async (one) =>
        (await one).written?.then(
          () => 'written',
          ({ message }) => message,
        ),
      ),
    );
  };
  expect(await outcomes([4, 5, 6])).toEqual(['written', 'written', 'written']);
  const full = () => {
    db.tasks.hook('creating').unsubscribe(full);
    throw new Error('the disk is full');
  };
  db.tasks.hook('creating', full);
  expect(await outcomes([7, 8])).toEqual(['the disk is full', 'busy']);
  expect([await readMeta(db, 'tasksPulled'), await here()]).toEqual([at(6), [1, 2, 3, 4, 5, 6].map(id)]);
});
