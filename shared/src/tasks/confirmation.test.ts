import { describe, expect, test } from 'vitest';
import { aTask, NOW } from '../../test/builders.ts';
import { confirmationOverdue } from '../alerts/rules/sweep/confirmation-overdue.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { DAY, HOUR } from '../kernel/instant.ts';
import { confirmationDue, unconfirmedSince } from './confirmation.ts';
import type { Opinion, Task, TaskState } from './task.ts';
import { transition } from './transition.ts';

const grant = { id: '0123456789abcdef', number: 1, reportedAt: NOW + 3 * HOUR };
const late = { ground: 'no-network' } as const;
const opinion: Opinion = {
  at: NOW + DAY,
  by: 'head',
  name: '局长',
  kind: 'confirmation',
  stand: 'agree',
  text: '属实。',
};
const since = (state: TaskState, changes: object) => unconfirmedSince(aTask(state, changes as never));

describe('[APR-2] what the head has to confirm', () => {
  const HELD = ['issued', 'inspecting', 'recorded', 'performed-after-withdrawal', 'performed-after-refusal'] as const;
  test.each(HELD)('an on-the-spot code that is %s is due from its report, a late entry from its approval', (state) => {
    expect(since(state, { grant })).toBe(grant.reportedAt);
    expect(since(state, { late })).toBe(aTask('issued').approved.at);
    expect(since(state, {})).toBeNull();
    expect(since(state, { grant, opinions: [opinion] })).toBeNull();
    expect(since(state, { grant, opinions: [{ ...opinion, kind: 'review' }] })).toBe(grant.reportedAt);
  });

  test.each(['withdrawn', 'refused', 'lapsed'] as const)(
    'nothing is due of an on-the-spot code that is %s',
    (state) => {
      expect(since(state, { grant })).toBeNull();
    },
  );

  test('a late entry is still due when it lapsed before its record came, and not before it is approved', () => {
    expect(since('lapsed', { late })).toBe(aTask('lapsed').approved.at);
    for (const state of ['applied', 'rejected', 'off-site'] as const) expect(since(state, { late })).toBeNull();
  });
});

test.each([
  [2 * DAY - 1, []],
  [2 * DAY, []],
  [2 * DAY + 1, [{ due: grant.reportedAt + 2 * DAY }]],
])('[APR-2] %d ms after the report the sweep finds %j', (after, found) => {
  const task = aTask('recorded', { grant });
  const facts = { task, now: grant.reportedAt + after, policy: DEFAULT_POLICY } as never;
  expect(confirmationOverdue.find(facts)).toEqual(found);
  expect(confirmationDue(aTask('recorded'), DEFAULT_POLICY.lateApprovalTime)).toBeNull();
});

describe('[APR-2] confirming', () => {
  const by = { at: NOW + DAY, by: 'head', name: '局长' };
  const confirm = (
    task: Task,
    approver: { account: string; officer: string | null } = { account: 'head', officer: null },
  ) => transition(task, { type: 'confirm', by, approver, opinion: '属实。' });

  test('the opinion stays with the task, once', () => {
    const task = aTask('recorded', { grant });
    const confirmed = confirm(task) as { value: Task };
    expect(confirmed.value).toEqual({ ...task, rev: task.rev + 1, opinions: [opinion] });
    expect(confirm(confirmed.value)).toEqual({ ok: false, error: 'wrong-state' });
    expect(confirm(aTask('recorded'))).toEqual({ ok: false, error: 'wrong-state' });
  });

  test('nobody confirms what he did himself', () => {
    const task = aTask('recorded', { grant });
    const officer = task.officers[0]?.id ?? '';
    expect(confirm(task, { account: 'head', officer })).toEqual({ ok: false, error: 'same-person' });
    expect(confirm(task, { account: task.applied.by, officer: null })).toEqual({ ok: false, error: 'same-person' });
  });

  test('the words of the approval of a late entry confirm it, an approval without words does not', () => {
    const approve = (words: object) =>
      transition(aTask('applied', { late }), {
        type: 'approve',
        by,
        approver: { account: 'head', officer: null },
        code: 'http://localhost/c#1',
        number: '0000005724',
        statusEntry: { shard: '6206', day: 20_781, index: 1 },
        findings: [],
        ...words,
      }) as { value: Task };
    expect(unconfirmedSince(approve({ opinion: '属实。' }).value)).toBeNull();
    expect(unconfirmedSince(approve({}).value)).toBe(by.at);
  });
});
