/** Starts that can be undone, on an IndexedDB in memory. */
import { DEFAULT_POLICY } from '@liangma/shared/defaults/policy';
import { SECOND } from '@liangma/shared/kernel/instant';
import { firstValueFrom } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aTask, NOW } from '../../../../../../shared/test/builders.ts';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import { append } from '../outbox/event-log.ts';
import { keepStart, pendingStarts, signDueStarts, signStart, undoStart } from './pending-starts.ts';
import { watchStarts } from './start-clock.ts';
import { openTasks$, taskLogNow } from './task-log.ts';
import { putTasks } from './task-rows.ts';

const task = aTask('issued');
let db: DeviceDb;
let account = 0;
beforeEach(async () => {
  account++;
  db = openDeviceDb(`s${account}`);
  const { id, state, rev, window } = task;
  await putTasks(db, [{ id, day: '2026-11-24', from: window.from, state, rev, data: task }]);
});
afterEach(() => {
  vi.useRealTimers();
  db.close();
});

/** The app killed and opened again. */
function openAgain(): void {
  db.close();
  db = openDeviceDb(`s${account}`);
}
const events = async () => (await db.events.orderBy('seq').toArray()).map(({ type, at }) => ({ type, at }));
const signed = { type: 'inspection-started', at: NOW };

test('[SYNC-23] nothing is signed while a start can be undone, and every page shows it as begun', async () => {
  await keepStart(db, task, NOW);
  await signDueStarts(db, NOW + 9_999, DEFAULT_POLICY);
  expect(await events()).toEqual([]);
  expect(await taskLogNow(db, task.id)).toMatchObject({ task: { state: 'inspecting' }, starting: { at: NOW } });
  expect(await firstValueFrom(openTasks$(db, NOW))).toMatchObject([{ state: 'inspecting' }]);
});

test('[SYNC-23] an undone start leaves nothing behind', async () => {
  await keepStart(db, task, NOW);
  expect(await undoStart(db, task.id)).toBe(true);
  await signDueStarts(db, NOW + 60 * SECOND, DEFAULT_POLICY);
  expect(await events()).toEqual([]);
  expect(await taskLogNow(db, task.id)).toMatchObject({ task: { state: 'issued' }, starting: undefined });
});

test('[SYNC-23] after ten seconds it is signed once, with the time at which it was pressed', async () => {
  await keepStart(db, task, NOW);
  await keepStart(db, task, NOW + 2 * SECOND);
  const otherTab = openDeviceDb(`s${account}`);
  await Promise.all([
    signDueStarts(db, NOW + 10 * SECOND, DEFAULT_POLICY),
    signDueStarts(otherTab, NOW + 10 * SECOND, DEFAULT_POLICY),
  ]);
  otherTab.close();
  expect(await events()).toEqual([signed]);
  expect(await pendingStarts(db)).toEqual([]);
  expect(await undoStart(db, task.id)).toBe(false);
});

test('[SYNC-23] killed within the ten seconds: reopened at once it can be undone, reopened later it is signed', async () => {
  await keepStart(db, task, NOW);
  openAgain();
  await signDueStarts(db, NOW + 5 * SECOND, DEFAULT_POLICY);
  expect(await pendingStarts(db)).toMatchObject([{ task: task.id, at: NOW }]);
  openAgain();
  const end = watchStarts(
    db,
    () => NOW + 3_600 * SECOND,
    () => '620623',
  );
  await vi.waitFor(async () => expect(await events()).toEqual([signed]));
  end();
});

test('[SYNC-23] another event of the task is signed after its start', async () => {
  await keepStart(db, task, NOW);
  await signStart(db, task.id);
  await append(db, { type: 'code-shown', task: task.id, taskRev: task.rev, data: {} });
  expect((await events()).map(({ type }) => type)).toEqual(['inspection-started', 'code-shown']);
});

test('[SYNC-23] a start that cannot be written stays, and nothing of it is there', async () => {
  await keepStart(db, task, NOW);
  db.events.hook('creating', () => {
    throw new Error('the disk is full');
  });
  await expect(signDueStarts(db, NOW + 10 * SECOND, DEFAULT_POLICY)).rejects.toThrow('the disk is full');
  expect([await events(), (await pendingStarts(db)).length]).toEqual([[], 1]);
});
