import type { Task } from '@liangma/shared/tasks/task';
import { expect, test } from 'vitest';
import { arrange, nextCode } from './today-list.ts';

const at = (text: string): number => Date.parse(`2026-11-${text}:00+08:00`);
const NOW = at('24T10:30');
const aTask = (id: string, from: string, to: string, state: Task['state'] = 'issued', township = '华藏寺镇') =>
  ({ id, state, window: { from: at(from), to: at(to) }, enterprise: { township } }) as unknown as Task;

const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id);
const lists = (...tasks: Task[]) => {
  const { unfinished, running, done, places, later, overdue } = arrange(tasks, NOW);
  return {
    unfinished: ids(unfinished),
    running: ids(running),
    done: ids(done),
    places: places.map(({ township, tasks }) => [township, ...ids(tasks)]),
    later: later.map(({ day, tasks }) => [day, ...ids(tasks)]),
    overdue: ids(overdue),
  };
};

test('places in the order of their first task, tasks by time', () => {
  const seen = lists(
    aTask('c', '24T16:00', '24T17:00', 'issued', '打柴沟镇'),
    aTask('b', '24T11:30', '24T17:00'),
    aTask('a', '24T10:00', '24T14:00'),
    aTask('d', '24T09:00', '24T10:00', 'issued', '打柴沟镇'),
  );
  expect(seen.places).toEqual([
    ['打柴沟镇', 'd', 'c'],
    ['华藏寺镇', 'a', 'b'],
  ]);
});

test('a window over several days shows on each of them until it is done', () => {
  expect(lists(aTask('a', '23T09:00', '25T17:00')).places).toEqual([['华藏寺镇', 'a']]);
  expect(lists(aTask('a', '23T09:00', '25T17:00', 'recorded')).places).toEqual([]);
});

test('the day before, the day, the day after', () => {
  expect(lists(aTask('a', '23T09:00', '24T00:00'))).toMatchObject({ overdue: ['a'], places: [] });
  expect(lists(aTask('a', '23T09:00', '24T00:01'))).toMatchObject({ overdue: [], places: [['华藏寺镇', 'a']] });
  expect(lists(aTask('a', '24T23:59', '25T01:00')).places).toEqual([['华藏寺镇', 'a']]);
  expect(lists(aTask('a', '25T00:00', '25T01:00'))).toMatchObject({ places: [], later: [['2026-11-25', 'a']] });
});

test('an inspection without its record stays in sight however old it is', () => {
  expect(lists(aTask('a', '20T09:00', '20T11:00', 'inspecting')).unfinished).toEqual(['a']);
});

test('[SYNC-5] a task that needs an explanation stays listed until it has one', () => {
  const performed = aTask('a', '20T09:00', '20T11:00', 'performed-after-withdrawal');
  expect(lists(performed).unfinished).toEqual(['a']);
  const explained = { ...performed, explanations: [{ at: NOW, device: '', text: '没有网络' }] } as unknown as Task;
  expect(lists(explained).unfinished).toEqual([]);
});

test('a task without approval is not listed', () => {
  expect(lists(aTask('a', '24T09:00', '24T11:00', 'rejected')).places).toEqual([]);
});

test('running inspections form the first group, finished ones the last', () => {
  const seen = lists(
    aTask('done', '24T08:00', '24T09:00', 'recorded'),
    aTask('refused', '24T08:30', '24T09:00', 'refused'),
    aTask('now', '24T10:00', '24T14:00', 'inspecting'),
    aTask('withdrawn', '24T10:00', '24T14:00', 'withdrawn'),
    aTask('next', '24T11:00', '24T14:00'),
  );
  expect(seen).toMatchObject({
    running: ['now'],
    done: ['done', 'refused'],
    places: [['华藏寺镇', 'withdrawn', 'next']],
  });
});

test('the next code is a valid one, else the next of today', () => {
  const next = (...tasks: Task[]) => nextCode(arrange(tasks, NOW), NOW)?.id;
  const [over, now, later] = [
    aTask('over', '24T08:00', '24T10:00'),
    aTask('now', '24T10:00', '24T12:00', 'issued', '打柴沟镇'),
    aTask('later', '24T14:00', '24T16:00'),
  ];
  expect(next(over, later, now)).toBe('now');
  expect(next(over, later)).toBe('later');
  expect(next(over, aTask('away', '24T10:00', '24T12:00', 'withdrawn'))).toBeUndefined();
});
