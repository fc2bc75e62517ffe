import { describe, expect, test } from 'vitest';
import { aTask, matterId } from '../../test/builders.ts';
import type { Attachment } from './attachments.ts';
import type { Content } from './task.ts';
import { choicesBetween, chosenOf, contentOf, differing, FIELDS, isOvertaken } from './versions.ts';

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
  const whole = {
    offSite: 'none',
    assistance: { number: '天市监函〔2026〕12号', date: '2026-11-24', authority: '凉州区市场监督管理局' },
    surprise: true,
    quietExemption: 'complaint',
    premises: 'P1',
    late: { ground: 'no-network' },
    attachments: [
      { hash: 'a'.repeat(64), size: 9, type: 'application/pdf', kind: 'clue', name: '材料.pdf' },
    ] as Attachment[],
    document: '天市监检〔2026〕8号',
  } as const;
  const { agency } = aTask('applied');
  const task = aTask('applied', { ...whole, partners: [{ agency, matters: [], answers: [] }] });
  expect(Object.keys(contentOf(task)).sort()).toEqual([...FIELDS].sort());
  expect(contentOf(task).partners).toEqual([agency.id]);
  expect(contentOf(task)).toMatchObject(whole);
});
