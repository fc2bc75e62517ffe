import { DAY, dayOf } from '@liangma/shared/kernel/instant';
import { taskRowOf } from '@liangma/shared/tasks/task-list';
import { expect, test } from 'vitest';
import { anOfficer, aTask, NOW } from '../../../../../../shared/test/builders.ts';
import { lastTeam } from './last-team.ts';
import { windowFields } from './window.ts';

const task = taskRowOf(aTask('applied'));
const officers = task.officers.map(({ id, name }, i) => ({ ...anOfficer(i + 1), id, name }));
const lists = { officers, matters: [], tasks: [task], leaves: [] };
const { by } = task.applied;

test('the officers and hours of the last own application are offered, for the next workday', () => {
  const newer = {
    ...task,
    applied: { ...task.applied, at: task.applied.at + DAY },
    window: { from: NOW, to: NOW + DAY / 24 },
  };
  const { from, to } = windowFields(newer.window);
  // A Friday: the next workday is the Monday.
  const offered = lastTeam({ ...lists, tasks: [task, newer] }, by, '2026-11-27');
  expect(offered).toMatchObject({ from, to, day: '2026-11-30' });
  expect(offered?.officers.map(({ name }) => name)).toEqual(task.officers.map(({ name }) => name));
});

test('no team is offered without an own application, or if an officer has left', () => {
  expect(lastTeam(lists, 'somebody', dayOf(NOW))).toBeUndefined();
  expect(lastTeam({ ...lists, officers: officers.slice(1) }, by, dayOf(NOW))).toBeUndefined();
});
