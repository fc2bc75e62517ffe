import type { WithDeleted } from 'rxdb/plugins/core';
import { expect, test } from 'vitest';
import { type TaskRow, taskConflicts } from './rows.ts';

const row = (rev: number, nth: number): WithDeleted<TaskRow> => ({
  ...{ id: 'a' as TaskRow['id'], day: '2026-11-24', from: 1, state: 'issued', rev, _deleted: false },
  data: { nth } as TaskRow['data'],
});

test('a task that came again as it was is no news', () => {
  expect(taskConflicts.isEqual(row(2, 1), row(2, 1), 'test')).toBe(true);
  expect(taskConflicts.isEqual(row(2, 1), row(3, 1), 'test')).toBe(false);
});

test('the same revision with another content is: a restored server counts it again', () => {
  expect(taskConflicts.isEqual(row(2, 1), row(2, 5), 'test')).toBe(false);
});
