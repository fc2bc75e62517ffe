import { expect, test } from 'vitest';
import { aTask, NOW } from '../../test/builders.ts';
import { assistanceUnfiled } from '../alerts/rules/sweep/assistance-unfiled.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { DAY, daysUntil, startOfDay } from '../kernel/instant.ts';
import { filingDue, unfiledSince } from './assistance-filing.ts';
import { TASK_STATES, type Task } from './task.ts';
import { transition } from './transition.ts';

const assistance = { number: '天市监函〔2026〕12号', date: '2026-11-20', authority: '凉州区市场监督管理局' };
const approved = { at: NOW, by: 'head', name: '局长' };
const task = aTask('recorded', { assistance, approved } as never);
const by = { at: NOW + DAY, by: 'clerk', name: '经办人' };

/** Approved on 24 November 2026 at 09:00: the twentieth day after it is 14 December. */
test.each([
  ['the day before the last', startOfDay('2026-12-13'), 1, []],
  ['the last day, its first moment', startOfDay('2026-12-14'), 0, []],
  ['the last day, its last moment', startOfDay('2026-12-15') - 1, 0, []],
  ['the day after', startOfDay('2026-12-15'), -1, [{ due: startOfDay('2026-12-15'), letter: assistance.number }]],
])('[JUR-1] the filing on %s', (_, now, left, found) => {
  const due = filingDue(task, DEFAULT_POLICY.assistanceFilingTime) ?? 0;
  expect(daysUntil(due, now)).toBe(left);
  expect(assistanceUnfiled.find({ task, now, policy: DEFAULT_POLICY, calendar: [] })).toEqual(found);
});

test('[JUR-1] the term crosses New Year and the leap day by calendar days, whatever the hour of the approval', () => {
  const due = (at: string) =>
    filingDue(aTask('issued', { assistance, approved: { ...approved, at: Date.parse(at) } } as never), 20 * DAY);
  expect(due('2026-12-20T23:59:59+08:00')).toBe(startOfDay('2027-01-10'));
  expect(due('2028-02-15T00:00:00+08:00')).toBe(startOfDay('2028-03-07'));
});

test('[JUR-1] is due where somebody was inspected or may still be, with a letter, and until it is filed', () => {
  const due = TASK_STATES.filter((state) => unfiledSince(aTask(state, { assistance } as never)) !== null);
  expect(due.sort()).toEqual(
    ['inspecting', 'issued', 'performed-after-refusal', 'performed-after-withdrawal', 'recorded'].sort(),
  );
  expect(unfiledSince(aTask('recorded'))).toBeNull();
  const filing = { number: '武市监备〔2026〕3号', date: '2026-12-01' };
  const filed = transition(task, { type: 'file-assistance', by, filing }) as { value: Task };
  expect(filed.value).toEqual({ ...task, rev: task.rev + 1, assistanceFilings: [{ ...by, ...filing }] });
  expect(unfiledSince(filed.value)).toBeNull();
  const again = transition(filed.value, { type: 'file-assistance', by, filing: { ...filing, number: '4号' } });
  expect(again).toMatchObject({ value: { assistanceFilings: [{ number: filing.number }, { number: '4号' }] } });
  for (const wrong of [aTask('recorded'), aTask('applied', { assistance } as never)])
    expect(transition(wrong, { type: 'file-assistance', by, filing })).toEqual({ ok: false, error: 'wrong-state' });
});
