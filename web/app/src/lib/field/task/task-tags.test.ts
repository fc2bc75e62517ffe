import type { Task } from '@liangma/shared/tasks/task';
import { expect, test } from 'vitest';
import { field } from '#lib/words/field/field.zh-CN.ts';
import { tagsOf } from './task-tags.ts';

const NOW = Date.parse('2026-11-24T10:30:00+08:00');
const aTask = (changes: object) =>
  ({
    state: 'issued',
    type: 'routine',
    officers: [{ id: 'O1', name: '王建国' }],
    window: { from: NOW - 1, to: NOW + 3_600_000 },
    ...changes,
  }) as unknown as Task;
const tags = (changes: object) =>
  tagsOf(aTask(changes), { words: field, locale: 'zh-CN', now: NOW, officer: 'O1', unsent: false }).map(
    ({ text }) => text,
  );

test('[NOT-1] the n-th of all matters stands beside no cap of one matter', () => {
  expect(tags({ nth: 2, matters: ['M901'] })).toEqual(['码有效至 11:30', '今年第 2 次']);
  expect(tags({ nth: 0 })).toEqual(['码有效至 11:30']);
});
