/** The real RxDB and Dexie, on an IndexedDB in memory. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Author, draftSchema } from '@liangma/shared/drafts/draft';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { syncStateSchema } from '@liangma/shared/protocol/documents';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb, readMeta } from './device-db.ts';
import type { DraftRow } from './draft-rows.ts';
import { draftRowSchema } from './draft-rows.ts';
import { append } from './event-log.ts';
import { readEvent } from './event-rows.ts';
import { addCollections, COLLECTION_LIMIT, type Local, openDrafts, openLocal } from './local.ts';
import { type EventRow, eventRowSchema, taskRowSchema } from './rows.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const AUTHOR = { by: 'O620623001', device: 'a'.repeat(32) } as Author;
const shown = { type: 'code-shown', task: TASK, taskRev: 2, data: {} } as const;

let local: Local;
let db: DeviceDb;
let account = 0;
beforeEach(async () => {
  account++;
  local = await openLocal(`a${account}`);
  db = openDeviceDb(`a${account}`);
});
afterEach(async () => {
  await local.close();
  db.close();
});

const seqs = async () => (await local.collections.events.find({ sort: [{ seq: 'asc' }] }).exec()).map(({ seq }) => seq);

test('events are numbered through closing and opening again', async () => {
  await append(local, db, shown);
  await local.close();
  local = await openLocal(`a${account}`);
  await append(local, db, shown);
  expect(await seqs()).toEqual([1, 2]);
  expect((await readMeta(db, 'head'))?.seq).toBe(2);
});

test('a head lost in a crash is found again from the events', async () => {
  await append(local, db, shown);
  await append(local, db, shown);
  await db.meta.delete('head');
  const made = await append(local, db, shown);
  expect(await seqs()).toEqual([1, 2, 3]);
  expect(made.ok && (await readEvent(made.value))).toMatchObject({ seq: 3, type: 'code-shown', task: TASK });
});

test('two tabs that write at once get numbers of their own', async () => {
  await Promise.all([append(local, db, shown), append(local, db, shown), append(local, db, shown)]);
  expect(await seqs()).toEqual([1, 2, 3]);
});

test('a draft that an older app kept becomes items of who works on this device, to be shared', async () => {
  const { version: _, indexes: __, ...schema } = draftRowSchema;
  const properties = { id: schema.properties.id, updatedAt: schema.properties.updatedAt, data: { type: 'object' } };
  const old = { ...schema, version: 0, properties, required: ['id', 'updatedAt', 'data'] } as never;
  await addCollections(local, { drafts: { schema: old } });
  const answers = { 'M901|1': { answer: 'fail', finding: '墙角受潮' }, 'M901|2': { answer: 'pass', finding: '' } };
  const data = { answers, outcome: 'guidance', correctBy: '', personPresent: '央金', opinion: '' };
  await local.collections.drafts.insert({ id: TASK, updatedAt: 7, data } as never);
  await local.close();
  local = await openLocal(`a${account}`);
  const drafts = await openDrafts(local, async () => AUTHOR);
  const row = (await drafts.findOne(TASK).exec())?.toMutableJSON() as DraftRow;
  expect(row).toMatchObject({ updatedAt: 7, sync: { state: 'pending' } });
  expect(v.is(draftSchema, row.data)).toBe(true);
  const says = Object.entries(row.data.items).map(([key, [entry]]) => [key, entry?.value, entry?.by]);
  expect(says.sort()).toEqual([
    ['answer|M901|1', 'fail', AUTHOR.by],
    ['answer|M901|2', 'pass', AUTHOR.by],
    ['finding|M901|1', '墙角受潮', AUTHOR.by],
    ['outcome', 'guidance', AUTHOR.by],
    ['personPresent', '央金', AUTHOR.by],
  ]);
});

test('the collections stay far below what RxDB gives for free', async () => {
  await openDrafts(local, async () => AUTHOR);
  expect(Object.keys(local.collections).length).toBeLessThanOrEqual(COLLECTION_LIMIT);
});

/** Versions of the collections, by that of the device's own database. */
const SHAPES: Record<number, object> = { 7: { tasks: 0, events: 0, drafts: 1 } };

test('what changes a collection raises the version of the device’s own database too, by which all are judged', () => {
  const versions = { tasks: taskRowSchema.version, events: eventRowSchema.version, drafts: draftRowSchema.version };
  expect(versions).toEqual(SHAPES[openDeviceDb('').verno]);
});

test('events are found by every state that the server answers', async () => {
  const states = syncStateSchema.options.map(({ entries }) => entries.state.literal);
  const { events } = local.collections;
  for (const state of states) {
    await append(local, db, shown);
    const made = await events.findOne({ sort: [{ seq: 'desc' }] }).exec();
    await made?.incrementalPatch({ sync: { state } as never });
  }
  for (const state of states) {
    const query = { selector: { 'sync.state': state } as never };
    expect((await events.find(query).exec()).map(({ sync }) => sync.state)).toEqual([state]);
    expect(await events.count(query).exec(), state).toBe(1);
  }
  const undecided = { selector: { 'sync.state': { $in: ['waiting', 'quarantined'] } } as never };
  expect(await events.find(undecided).exec()).toHaveLength(2);
});

test('a new version of a schema keeps every row', async () => {
  for (let i = 0; i < 3; i++) await append(local, db, shown);
  await local.collections.events.close();
  const schema = { ...eventRowSchema, version: 1 };
  await addCollections(local, { events: { schema, migrationStrategies: { 1: (row: EventRow) => row } } as never });
  expect(await seqs()).toEqual([1, 2, 3]);
});

test('one Dexie only: two copies throw at load', () => {
  const require = createRequire(import.meta.url);
  const ours = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).dependencies.dexie;
  const rxdb = JSON.parse(readFileSync(require.resolve('rxdb/package.json'), 'utf8')).dependencies.dexie;
  expect(ours).toBe(rxdb);
});
