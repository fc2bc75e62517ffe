import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeviceDb, openDeviceDb, writeMeta } from '../database/device-db.ts';
import { keptSkew } from '../device/skew.ts';
import type { TaskRow } from '../rows.ts';
import { keepLiveCodes } from './live-codes.ts';

const task = (n: number) => `019a0000-0000-7000-8000-00000000000${n}` as TaskId;
const SEED = Uint8Array.from({ length: 12 }, (_, i) => i);
const LIVE = { code: 'http://localhost:8787/c#00123', seed: toBase64Url(SEED) };
const row = (n: number, live?: typeof LIVE) => ({
  id: task(n),
  day: '2026-11-24',
  from: 0,
  state: 'issued',
  rev: 1,
  data: {} as TaskRow['data'],
  ...(live === undefined ? {} : { live }),
});
const kept = (n: number) => db.liveCodes.get(task(n));

let db: DeviceDb;
let account = 0;
beforeEach(() => {
  account++;
  db = openDeviceDb(`s${account}`);
});
afterEach(() => db.close());

test('a live code is kept beside its task', async () => {
  await keepLiveCodes(db, [row(1, LIVE), row(2)]);
  expect([await kept(1), await kept(2)]).toEqual([{ task: task(1), code: LIVE.code, seed: SEED }, undefined]);
});

test('a task that comes again without a live code loses it', async () => {
  await keepLiveCodes(db, [row(1, LIVE), row(2, LIVE)]);
  await keepLiveCodes(db, [row(1)]);
  expect([await kept(1), await kept(2)]).toMatchObject([undefined, { task: task(2) }]);
});

test.each([
  ['two minutes after the contact', 1_120_000, 400_000],
  ['before it: the clock was put back', 999_999, 0],
])('the skew of the last contact, %s', async (_, now, skew) => {
  await writeMeta(db, 'skew', 400_000);
  await writeMeta(db, 'lastSync', 1_000_000);
  expect(await keptSkew(db, now)).toBe(skew);
});
