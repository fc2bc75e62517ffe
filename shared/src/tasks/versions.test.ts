import { describe, expect, test } from 'vitest';
import { aTask, matterId } from '../../test/builders.ts';
import type { Content } from './task.ts';
import { applicationOf, choicesBetween, chosenOf, contentOf, differing, FIELDS, isOvertaken } from './versions.ts';

const base = contentOf(aTask('applied'));
const shifted = (hours: number): Content['window'] => ({
  from: base.window.from + hours * 3_600_000,
  to: base.window.to + hours * 3_600_000,
});

describe('[SYNC-12]', () => {
  test('a version is overtaken when the task has another by now', () => {
    const { rev } = aTask('applied');
    expect([isOvertaken({ rev }, rev), isOvertaken({ rev: rev + 1 }, rev)]).toEqual([false, true]);
  });

  test('a field changed by one side keeps that side’s value; a person chooses where both changed it differently', () => {
    const mine = { ...base, window: shifted(1), whyOnSite: '我写的原因' };
    const theirs = { ...base, window: shifted(2), assistants: 3 };
    expect(choicesBetween(base, mine, theirs)).toEqual([
      { field: 'assistants', changedBy: 'theirs' },
      { field: 'window', changedBy: undefined },
      { field: 'whyOnSite', changedBy: 'mine' },
    ]);
    expect(chosenOf(mine, theirs, ['window', 'whyOnSite'])).toEqual({ ...mine, assistants: 3 });
    expect(chosenOf(mine, theirs, [])).toEqual(theirs);
  });

  test('a field that both sides changed alike needs no choice', () => {
    const both = { ...base, window: shifted(1) };
    expect(choicesBetween(base, both, { ...both })).toEqual([]);
  });

  test('matters and officers in another order are the same', () => {
    const two = { ...base, matters: [matterId('M901'), matterId('M902')] };
    expect(differing(two, { ...two, matters: [...two.matters].reverse() })).toEqual([]);
    expect(differing(two, { ...two, matters: [matterId('M901')] })).toEqual(['matters']);
    expect(differing({ ...base, reasons: { a: '1', b: '2' } }, { ...base, reasons: { b: '2', a: '1' } })).toEqual([]);
  });
});

test('the content of a task is everything that a clerk fills in but the enterprise', () => {
  expect(Object.keys(base).sort()).toEqual([...FIELDS].sort());
});

test('the application of a task is its content for its enterprise', () => {
  const task = aTask('applied');
  expect(applicationOf(task)).toEqual({ ...contentOf(task), enterprise: task.enterprise.id });
});
