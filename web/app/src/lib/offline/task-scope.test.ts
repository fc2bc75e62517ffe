import 'fake-indexeddb/auto';
import type { Author } from '@liangma/shared/drafts/draft';
import { OPINION } from '@liangma/shared/drafts/items';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { WithDeleted } from 'rxdb/plugins/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb, readMeta, writeMeta } from './device-db.ts';
import { type Drafts, fillDraft } from './draft-store.ts';
import { append } from './event-log.ts';
import { type Local, openDrafts, openLocal } from './local.ts';
import type { Page } from './replies.ts';
import type { TaskRow } from './rows.ts';
import { againBegins, arrived, caughtUp, freshBegins } from './task-scope.ts';

const id = (n: number) => `019a0000-0000-7000-8000-00000000000${n}` as TaskId;
const row = (n: number, _deleted = false): WithDeleted<TaskRow> => ({
  ...{ id: id(n), day: '2026-11-24', from: 1, state: 'issued', rev: 1, data: {} as TaskRow['data'], _deleted },
});
const page = (documents: WithDeleted<TaskRow>[], epoch = 'e1'): Page<TaskRow> => ({ documents, checkpoint: {}, epoch });

let local: Local;
let db: DeviceDb;
let drafts: Drafts;
let account = 0;
const AUTHOR = { by: 'O620623001', device: 'a'.repeat(32) } as Author;
beforeEach(async () => {
  account++;
  local = await openLocal(`c${account}`);
  db = openDeviceDb(`c${account}`);
  drafts = await openDrafts(local, async () => AUTHOR);
  await local.collections.tasks.bulkInsert([1, 2, 3].map((n) => ({ ...row(n) })));
});
afterEach(async () => {
  await local.close();
  db.close();
});

const stores = () => ({ local, db, drafts: async () => drafts });
const fill = (n: number) => fillDraft(drafts, id(n), [{ key: OPINION, value: '无异议', over: [] }], AUTHOR, 1);
const here = async () => (await local.collections.tasks.find({ sort: [{ id: 'asc' }] }).exec()).map((task) => task.id);

test('a task without work goes; one with an unsent event or a draft that is not shared is held', async () => {
  await append(local, db, { type: 'code-shown', task: id(1), taskRev: 1, data: {} });
  await fill(2);
  const written = await arrived(stores(), page([row(1, true), row(2, true), row(3, true)]));
  expect(written.map(({ _deleted }) => _deleted)).toEqual([false, false, true]);
  expect(await db.held.toCollection().primaryKeys()).toEqual([id(1), id(2)]);
});

test('a held task goes once its work is settled', async () => {
  await fill(1);
  await arrived(stores(), page([row(1, true)]));
  await caughtUp(stores());
  expect(await here()).toEqual([id(1), id(2), id(3)]);
  const draft = await drafts.findOne(id(1)).exec();
  await draft?.incrementalPatch({ sync: { state: 'shared' } });
  await caughtUp(stores());
  expect(await here()).toEqual([id(2), id(3)]);
  expect(await db.held.count()).toBe(0);
});

test('a fresh pull removes at its end what it did not bring, and nothing before', async () => {
  await append(local, db, { type: 'code-shown', task: id(3), taskRev: 1, data: {} });
  await freshBegins({ local, db }, 'e2');
  await arrived(stores(), page([row(1)], 'e2'));
  expect(await here()).toEqual([id(1), id(2), id(3)]);
  await caughtUp(stores());
  expect(await here()).toEqual([id(1), id(3)]);
});

test('the first pull of a device notes nothing, and one that begins anew in its midst removes what it does not bring', async () => {
  await local.collections.tasks.find().remove();
  await freshBegins({ local, db }, 'e1');
  await arrived(stores(), page([row(1), row(2)]));
  expect(await db.seen.count()).toBe(0);
  await local.collections.tasks.bulkUpsert([row(1), row(2)]);
  await freshBegins({ local, db }, 'e2');
  await arrived(stores(), page([row(2)], 'e2'));
  await caughtUp(stores());
  expect(await here()).toEqual([id(2)]);
});

test('[SYNC-17] some shards pulled once more: what they did not bring goes, where no work waits; others stay', async () => {
  const inShard = (n: number, region: string) =>
    local.collections.tasks.findOne(id(n)).incrementalPatch({ data: { enterprise: { region } } as TaskRow['data'] });
  for (const n of [1, 2]) await inShard(n, '620623100');
  await inShard(3, '620102');
  await local.collections.tasks.insert({ ...row(4), data: { enterprise: { region: '620623' } } as TaskRow['data'] });
  await append(local, db, { type: 'code-shown', task: id(4), taskRev: 1, data: {} });
  await writeMeta(db, 'inDoubt', ['6206']);
  await againBegins(db, ['6206'], 'e1');
  await arrived(stores(), page([row(1)]));
  await caughtUp(stores());
  expect(await here()).toEqual([id(1), id(3), id(4)]);
  expect([await readMeta(db, 'repull'), await readMeta(db, 'inDoubt')]).toEqual([undefined, undefined]);
});
