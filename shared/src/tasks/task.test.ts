import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aTask } from '../../test/builders.ts';
import { taskSchema } from './task.ts';

const { number, ...withoutNumber } = aTask('issued');

test.each([
  ['with its short number', { ...withoutNumber, number }, true],
  ['issued before there were short numbers', withoutNumber, true],
  ['with nine digits', { ...withoutNumber, number: '123456789' }, false],
  ['with something else than digits', { ...withoutNumber, number: '12345678９0' }, false],
])('a stored task %s', (_, task, holds) => {
  const parsed = v.safeParse(taskSchema, task);
  expect(parsed.success).toBe(holds);
  if (parsed.success) expect(parsed.output).toEqual(task);
});
