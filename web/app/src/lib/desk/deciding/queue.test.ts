import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { type TaskRow, taskRowOf } from '@liangma/shared/tasks/task-list';
import { expect, test } from 'vitest';
import { aTask, NOW } from '../../../../../../shared/test/builders.ts';
import { groupsOf, nextAfter, queueOf, waitingFor } from './queue.ts';

const waiting = (id: string, from: number, by = 'clerk'): TaskRow => ({
  ...taskRowOf(aTask('applied')),
  id: id as TaskRow['id'],
  window: { from: NOW + from, to: NOW + from + HOUR },
  applied: { at: NOW - DAY, by, name: by },
  applicants: [by],
});
const [begun, tomorrow, dayAfter] = [waiting('a', -HOUR), waiting('b', DAY), waiting('c', 2 * DAY)];
const all = [dayAfter, begun, tomorrow];
const ids = (tasks: readonly TaskRow[]): string[] => tasks.map(({ id }) => id);

test('the queue is grouped by day and sorted by start', () => {
  expect(ids(queueOf(all))).toEqual(['a', 'b', 'c']);
  expect(groupsOf(all, NOW).map(({ day, tasks }) => [day !== undefined, ids(tasks)])).toEqual([
    [false, ['a']],
    [true, ['b']],
    [true, ['c']],
  ]);
});

test('after a decision the next task of the queue opens, and after the last one the first open task', () => {
  expect(nextAfter('a', all, 'head')?.id).toBe('b');
  expect(nextAfter('c', all, 'head')?.id).toBe('a');
  expect(nextAfter('a', [begun], 'head')).toBeUndefined();
});

test('[APR-1] an own application is not offered for a decision', () => {
  expect(nextAfter('a', [begun, waiting('own', HOUR, 'head'), tomorrow], 'head')?.id).toBe('b');
});

test('[QUAL-4] a partner decides over joint applications while they wait for it; the lead agency over its own', () => {
  const partner = { id: '620623-YJGL', name: '应急管理局' };
  const joint = (agreement: string): TaskRow =>
    ({ ...waiting(agreement, DAY), partners: [{ ...partner, agreement }] }) as unknown as TaskRow;
  const rows = [begun, ...['waiting', 'outdated', 'agreed', 'declined'].map(joint)];
  expect(ids(waitingFor(rows, partner.id))).toEqual(['waiting', 'outdated']);
  expect(waitingFor(rows, begun.agency.id)).toHaveLength(5);
  expect(waitingFor(rows, '620623-NYNC')).toEqual([]);
});
