import { expect, test } from 'vitest';
import { aRecord, aTask, DEVICE_ID, NOW, OTHER_DEVICE_ID } from '../../test/builders.ts';
import type { TaskState } from './task.ts';
import { type TaskCommand, transition } from './transition.ts';

const by = { at: NOW, by: 'head', name: '局长' };
const commands = {
  approve: { type: 'approve', by, code: 'http://localhost/c#1', number: '0000005724', statusIndex: 1 },
  reject: { type: 'reject', by, reason: '次数已满' },
  withdraw: { type: 'withdraw', by, reason: '计划调整' },
  scan: { type: 'scan', device: OTHER_DEVICE_ID, at: NOW, scan: { code: '1', verdict: 'genuine', channel: 'link' } },
  refuse: { type: 'refuse', device: DEVICE_ID, at: NOW, refusal: { code: '1', ground: 'no-valid-code', note: '' } },
  start: { type: 'start', device: DEVICE_ID, at: NOW },
  record: { type: 'record', device: DEVICE_ID, at: NOW, record: aRecord() },
} as const satisfies Record<string, TaskCommand>;

/** The whole table: the state after each command, or why not. */
const TABLE: Record<TaskState, Record<keyof typeof commands, string>> = {
  applied: { approve: 'issued', reject: 'rejected', withdraw: '!', scan: '!', refuse: '!', start: '!', record: '!' },
  rejected: { approve: '!', reject: '!', withdraw: '!', scan: '!', refuse: '!', start: '!', record: '!' },
  issued: {
    approve: '!',
    reject: '!',
    withdraw: 'withdrawn',
    scan: 'issued',
    refuse: 'refused',
    start: 'inspecting',
    record: 'recorded',
  },
  withdrawn: {
    approve: '!',
    reject: '!',
    withdraw: '!',
    scan: 'withdrawn',
    refuse: 'withdrawn',
    start: 'withdrawn',
    record: 'performed-after-withdrawal',
  },
  refused: { approve: '!', reject: '!', withdraw: '!', scan: 'refused', refuse: 'refused', start: '!', record: '!' },
  inspecting: {
    approve: '!',
    reject: '!',
    withdraw: '!',
    scan: 'inspecting',
    refuse: 'inspecting',
    start: 'inspecting',
    record: 'recorded',
  },
  recorded: {
    approve: '!',
    reject: '!',
    withdraw: '!',
    scan: 'recorded',
    refuse: 'recorded',
    start: 'recorded',
    record: '!',
  },
  'performed-after-withdrawal': {
    ...{ approve: '!', reject: '!', withdraw: '!', start: '!', record: '!' },
    ...{ scan: 'performed-after-withdrawal', refuse: 'performed-after-withdrawal' },
  },
};

const cases = Object.entries(TABLE).flatMap(([state, row]) =>
  Object.entries(row).map(([command, after]) => [state, command, after] as [TaskState, keyof typeof commands, string]),
);

test.each(cases)('%s + %s → %s', (state, command, after) => {
  const result = transition(aTask(state), commands[command]);
  expect(result.ok ? result.value.state : '!').toBe(after);
  if (result.ok) expect(result.value.rev).toBe(2);
});

test('[APR-1] who applied cannot approve', () => {
  const command = { ...commands.approve, by: { at: NOW, by: 'clerk', name: '申请人' } };
  expect(transition(aTask('applied'), command)).toEqual({ ok: false, error: 'same-person' });
});

test('[SYNC-4] of two starts the earliest counts', () => {
  const task = aTask('inspecting');
  const earlier = { type: 'start', device: OTHER_DEVICE_ID, at: task.started.at - 1 } as const;
  expect(transition(task, earlier)).toMatchObject({ value: { started: { at: earlier.at, device: OTHER_DEVICE_ID } } });
  expect(transition(task, { ...earlier, at: task.started.at + 1 })).toMatchObject({ value: { started: task.started } });
});

test('[SYNC-5] a record after the withdrawal is kept with the withdrawal', () => {
  expect(transition(aTask('withdrawn'), commands.record)).toMatchObject({
    value: { state: 'performed-after-withdrawal', reason: '计划调整', record: aRecord() },
  });
});

test('one device scans twice and stands in the list once', () => {
  const once = transition(aTask('issued'), commands.scan);
  const twice = once.ok ? transition(once.value, commands.scan) : once;
  expect(twice).toMatchObject({ ok: true, value: { scans: [{ device: OTHER_DEVICE_ID }] } });
  expect(twice.ok && 'scans' in twice.value && twice.value.scans).toHaveLength(1);
});
