/** The real RxDB and Dexie, on an IndexedDB in memory. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Author, draftSchema, emptyDraft } from '@liangma/shared/drafts/draft';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { createRxDatabase, type RxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { databaseName } from './account.ts';
import { openDeviceDb } from './device-db.ts';
import { type DraftRow, draftRowSchema } from './draft-rows.ts';
import { addDrafts, openDrafts } from './drafts-db.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const AUTHOR = { by: 'O620623001', device: 'a'.repeat(32) } as Author;

const database = (account: string): Promise<RxDatabase> =>
  createRxDatabase({ name: databaseName(account), storage: getRxStorageDexie() });

test('a draft that an older app kept becomes items of who works on this device, to be shared', async () => {
  const { version: _, indexes: __, ...schema } = draftRowSchema;
  const properties = { id: schema.properties.id, updatedAt: schema.properties.updatedAt, data: { type: 'object' } };
  const old = { ...schema, version: 0, properties, required: ['id', 'updatedAt', 'data'] } as never;
  const before = await database('older');
  const kept = await addDrafts(before, { schema: old });
  const answers = { 'M901|1': { answer: 'fail', finding: '墙角受潮' }, 'M901|2': { answer: 'pass', finding: '' } };
  const data = { answers, outcome: 'guidance', correctBy: '', personPresent: '央金', opinion: '' };
  await kept.insert({ id: TASK, updatedAt: 7, data } as never);
  await before.close();
  const drafts = await openDrafts('older', async () => AUTHOR);
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
  await drafts.database.close();
});

/** Version of the drafts, by that of the device's own database. */
const SHAPES: Record<number, number> = { 8: 1, 9: 1 };

test('what changes the drafts raises the version of the device’s own database too, by which all are judged', () => {
  expect(draftRowSchema.version).toBe(SHAPES[openDeviceDb('').verno]);
});

test('drafts whose migration fails keep every row, and the next version has them', async () => {
  const drafts = await openDrafts('failing', async () => AUTHOR);
  const row = (n: number): DraftRow => ({
    ...{ id: TASK.replace(/1$/, String(n)) as TaskId, updatedAt: n, data: emptyDraft(), sync: { state: 'pending' } },
  });
  await drafts.bulkInsert([row(1), row(2), row(3)]);
  await drafts.database.close();
  const next = (strategy: (row: DraftRow) => DraftRow) => ({
    ...{ schema: { ...draftRowSchema, version: 2 }, migrationStrategies: { 1: strategy, 2: strategy } },
  });
  let seen = 0;
  const failing = next((old) => {
    if (++seen === 2) throw new Error('a fault of ours');
    return old;
  });
  const first = await database('failing');
  await expect(addDrafts(first, failing)).rejects.toThrow();
  await first.close();
  const second = await database('failing');
  const moved = await addDrafts(
    second,
    next((old) => old),
  );
  expect((await moved.find({ sort: [{ id: 'asc' }] }).exec()).map(({ updatedAt }) => updatedAt)).toEqual([1, 2, 3]);
  await second.close();
});

test('one Dexie only: two copies throw at load', () => {
  const require = createRequire(import.meta.url);
  const ours = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).dependencies.dexie;
  const rxdb = JSON.parse(readFileSync(require.resolve('rxdb/package.json'), 'utf8')).dependencies.dexie;
  expect(ours).toBe(rxdb);
});
