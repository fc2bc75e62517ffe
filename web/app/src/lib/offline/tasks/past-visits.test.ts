import type { TaskId } from '@liangma/shared/kernel/ids';
import { DAY, dayOf } from '@liangma/shared/kernel/instant';
import type { Task } from '@liangma/shared/tasks/task';
import { expect, test } from 'vitest';
import { aRecord, aTask, NOW } from '../../../../../../shared/test/builders.ts';
import { openDeviceDb } from '../database/device-db.ts';
import { pastVisits } from './past-visits.ts';
import { putTasks, taskTables } from './task-rows.ts';

const at = NOW - 3 * DAY;
const visit = (n: number, startedAt: number, changes: Partial<Task> = {}): Task => ({
  ...aTask('recorded', { record: aRecord({ startedAt }) }),
  id: `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}` as TaskId,
  ...(changes as object),
});
const rowOf = (data: Task) => ({
  id: data.id,
  day: dayOf('record' in data ? data.record.startedAt : at),
  from: at,
  state: data.state,
  rev: 1,
  data,
});

test('past visits are the last three of an enterprise within a year, latest first', async () => {
  const db = openDeviceDb('visits');
  const here = aTask('recorded').enterprise;
  const tasks = [
    ...[1, 2, 3, 4].map((n) => visit(n, NOW - n * DAY)),
    visit(5, NOW - 400 * DAY),
    visit(6, at, { enterprise: { ...here, id: 'X62062300000' as typeof here.id } }),
    { ...visit(7, at), state: 'withdrawn' } as unknown as Task,
  ];
  await db.transaction('rw', taskTables(db), () => putTasks(db, tasks.map(rowOf)));
  const found = await pastVisits(db, here.id, NOW);
  expect(found.map(({ at }) => at)).toEqual([NOW - DAY, NOW - 2 * DAY, NOW - 3 * DAY]);
  expect(found[0]?.outcome).toBe(aRecord().outcome);
  db.close();
});
