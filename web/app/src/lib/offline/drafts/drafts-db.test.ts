/** The real RxDB and Dexie, on an IndexedDB in memory. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { emptyDraft } from '@liangma/shared/drafts/draft';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { createRxDatabase, type RxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { expect, test } from 'vitest';
import { openDeviceDb } from '../database/device-db.ts';
import { databaseName } from '../device/account.ts';
import type { DraftRow } from '../rows.ts';
import { draftRowSchema } from './draft-rows.ts';
import { addDrafts, openDrafts } from './drafts-db.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;

const database = (account: string): Promise<RxDatabase> =>
  createRxDatabase({ name: databaseName(account), storage: getRxStorageDexie() });

/** Version of the drafts' schema by version of the device's own database. */
const SHAPES: Record<number, number> = { 1: 0 };

test('a change of the drafts raises the version of the device’s own database too, which decides for both', () => {
  expect(draftRowSchema.version).toBe(SHAPES[openDeviceDb('').verno]);
});

test('drafts whose migration fails keep every row, and the next version has them', async () => {
  const drafts = await openDrafts('failing');
  const row = (n: number): DraftRow => ({
    id: TASK.replace(/1$/, String(n)) as TaskId,
    updatedAt: n,
    data: emptyDraft(),
    sync: { state: 'pending' },
  });
  await drafts.bulkInsert([row(1), row(2), row(3)]);
  await drafts.database.close();
  const next = (strategy: (row: DraftRow) => DraftRow) => ({
    schema: { ...draftRowSchema, version: 1 },
    migrationStrategies: { 1: strategy },
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
  const ours = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')).dependencies
    .dexie;
  const rxdb = JSON.parse(readFileSync(require.resolve('rxdb/package.json'), 'utf8')).dependencies.dexie;
  expect(ours).toBe(rxdb);
});
