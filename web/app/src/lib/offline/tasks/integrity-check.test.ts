import type { TaskId } from '@liangma/shared/kernel/ids';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { markOf, type ScopeChecksums } from '@liangma/shared/protocol/scope-checksum';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb, readMeta } from '../database/device-db.ts';
import type { TaskRow } from '../rows.ts';
import type { Page } from '../wire/replies.ts';
import { type IntegrityCheck, integrityCheck } from './integrity-check.ts';

const id = (n: number) => `019a0000-0000-7000-8000-00000000000${n}` as TaskId;
const row = (n: number): TaskRow => ({
  id: id(n),
  day: '2026-11-24',
  from: 1,
  state: 'issued',
  rev: 1,
  data: { enterprise: { region: '620623100' } } as TaskRow['data'],
});
const sumsOf = (...ns: number[]): ScopeChecksums => ({
  '6206': { count: ns.length, sum: ns.reduce((all, n) => all + markOf(id(n), 1), 0), seq: 9 },
});

let db: DeviceDb;
let integrity: IntegrityCheck;
let account = 0;
beforeEach(async () => {
  account++;
  db = openDeviceDb(`i${account}`);
  integrity = integrityCheck(db);
  await db.tasks.bulkAdd([1, 2, 3].map(row));
});
afterEach(() => db.close());

async function compare(sums: ScopeChecksums | undefined, now = HOUR): Promise<boolean> {
  const page: Page<TaskRow> = { documents: [], checkpoint: { '6206': 9 }, epoch: 'e', ...(sums ? { sums } : {}) };
  integrity.arrived(page);
  return integrity.compare(page, now);
}

test("[SYNC-17] shards that match the server's checksums do not diverge, nor do any without checksums", async () => {
  expect([await compare(sumsOf(1, 2, 3)), await compare(undefined)]).toEqual([false, false]);
  expect(await readMeta(db, 'divergentShards')).toBeUndefined();
});

test('[SYNC-17] a lost row makes its shard diverge, and so does a row too many', async () => {
  expect(await compare(sumsOf(1, 2, 3, 4))).toBe(true);
  expect(await readMeta(db, 'divergentShards')).toEqual(['6206']);
  expect(await compare(sumsOf(1, 2), 9 * HOUR)).toBe(true);
});

test('[SYNC-17] a task that has left the scope and is held is not counted', async () => {
  await db.held.put({ task: id(3) });
  expect([await compare(sumsOf(1, 2)), await compare(sumsOf(1, 2, 3), HOUR + MINUTE)]).toEqual([false, true]);
});

test('[SYNC-17] if pulling again did not help, it is tried hours later, or when the clock was set back', async () => {
  const at = async (hours: number) => compare(sumsOf(1, 2, 3, 4), hours * HOUR);
  expect([await at(20), await at(21), await at(26), await at(26.1), await at(3)]).toEqual([
    true,
    false,
    false,
    true,
    true,
  ]);
});

test('[SYNC-17] a page that was overtaken is not compared', async () => {
  const page: Page<TaskRow> = { documents: [], checkpoint: { '6206': 9 }, epoch: 'e', sums: sumsOf(1) };
  integrity.arrived(page);
  const compared = integrity.compare(page, HOUR);
  integrity.arrived({ ...page });
  expect(await compared).toBe(false);
  expect(await readMeta(db, 'divergentShards')).toBeUndefined();
});

test('[SYNC-17] matching checksums are compared again a quarter of an hour later, and new ones a minute later', async () => {
  expect(await compare(sumsOf(1, 2, 3), HOUR)).toBe(false);
  await db.tasks.delete(id(3));
  expect(await compare(sumsOf(1, 2, 3), HOUR + 14 * MINUTE)).toBe(false);
  expect(await compare(sumsOf(1), HOUR + MINUTE - 1)).toBe(false);
  expect(await compare(sumsOf(1, 2), HOUR + 14 * MINUTE)).toBe(false);
  expect(await compare(sumsOf(1, 2, 3), HOUR + 29 * MINUTE)).toBe(true);
});
