import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aRecord, aTask, DEVICE_ID, EVENT_ID, NOW, OTHER_DEVICE_ID } from '../../test/builders.ts';
import { deviceIdSchema, eventIdSchema } from '../kernel/ids.ts';
import { type Task, type TaskState, taskSchema } from './task.ts';
import { isApplicant, type TaskCommand, transition, wantsExplanation } from './transition.ts';
import { contentOf } from './versions.ts';

const by = { at: NOW, by: 'head', name: '局长' };
const origin = { device: OTHER_DEVICE_ID, at: NOW, event: EVENT_ID, route: 'own' } as const;
const { officers, nth } = aTask('applied');
const content = contentOf(aTask('applied'));
const commands = {
  edit: { type: 'edit', by, content, officers, nth, findings: [] },
  approve: {
    type: 'approve',
    by,
    officer: null,
    ...{ code: 'http://localhost/c#1', number: '0000005724', statusIndex: 1 },
    findings: [],
  },
  reject: { type: 'reject', by, reason: '次数已满' },
  return: { type: 'return', by, reason: '请补充必须入企的原因' },
  withdraw: { type: 'withdraw', by, reason: '计划调整' },
  scan: { type: 'scan', ...origin, scan: { verdict: 'genuine', channel: 'link' } },
  refuse: { type: 'refuse', ...origin, refusal: { ground: 'no-valid-code', note: '' } },
  start: { type: 'start', device: DEVICE_ID, at: NOW },
  record: { type: 'record', device: DEVICE_ID, at: NOW, record: aRecord() },
  explain: { type: 'explain', device: DEVICE_ID, at: NOW, event: EVENT_ID, text: '没有网络，不知道已撤回。' },
} as const satisfies Record<string, TaskCommand>;

/** The whole table: the state after each command, or why not. Returning and explaining are added below. */
const TABLE: Record<TaskState, Record<Exclude<keyof typeof commands, 'explain' | 'return'>, string>> = {
  applied: {
    edit: 'applied',
    approve: 'issued',
    reject: 'rejected',
    withdraw: '!',
    scan: '!',
    refuse: '!',
    start: '!',
    record: '!',
  },
  rejected: { edit: '!', approve: '!', reject: '!', withdraw: '!', scan: '!', refuse: '!', start: '!', record: '!' },
  issued: {
    edit: '!',
    approve: '!',
    reject: '!',
    withdraw: 'withdrawn',
    scan: 'issued',
    refuse: 'refused',
    start: 'inspecting',
    record: 'recorded',
  },
  withdrawn: {
    edit: '!',
    approve: '!',
    reject: '!',
    withdraw: '!',
    scan: 'withdrawn',
    refuse: 'withdrawn',
    start: 'withdrawn',
    record: 'performed-after-withdrawal',
  },
  refused: {
    edit: '!',
    approve: '!',
    reject: '!',
    withdraw: '!',
    scan: 'refused',
    refuse: 'refused',
    start: '!',
    record: '!',
  },
  inspecting: {
    edit: '!',
    approve: '!',
    reject: '!',
    withdraw: '!',
    scan: 'inspecting',
    refuse: 'inspecting',
    start: 'inspecting',
    record: 'recorded',
  },
  recorded: {
    edit: '!',
    approve: '!',
    reject: '!',
    withdraw: '!',
    scan: 'recorded',
    refuse: 'recorded',
    start: 'recorded',
    record: '!',
  },
  'performed-after-withdrawal': {
    ...{ edit: '!', approve: '!', reject: '!', withdraw: '!', start: '!', record: '!' },
    ...{ scan: 'performed-after-withdrawal', refuse: 'performed-after-withdrawal' },
  },
};

const cases = Object.entries(TABLE).flatMap(([state, row]) =>
  Object.entries({ ...row, return: row.reject, explain: state === 'performed-after-withdrawal' ? state : '!' }).map(
    ([command, after]) => [state, command, after] as [TaskState, keyof typeof commands, string],
  ),
);

test.each(cases)('%s + %s → %s', (state, command, after) => {
  const result = transition(aTask(state), commands[command]);
  expect(result.ok ? result.value.state : '!').toBe(after);
  if (result.ok) expect(result.value.rev).toBe(2);
});

test('[APR-1] an application that is returned says so with the opinion, one that is refused does not', () => {
  const decided = (command: 'return' | 'reject') => transition(aTask('applied'), commands[command]);
  const { reason } = commands.return;
  expect(decided('return')).toMatchObject({ value: { state: 'rejected', returned: true, reason, rejected: by } });
  expect(decided('reject')).not.toHaveProperty('value.returned');
});

test('an application that is changed keeps what the changed fields said before, and who changed them', () => {
  const task = aTask('applied');
  const changed = { ...content, whyOnSite: '另一个原因', assistants: 2 };
  const edited = transition(task, { ...commands.edit, content: changed });
  expect(edited).toEqual({
    ok: true,
    value: {
      ...{ ...task, ...changed, officers, nth, rev: task.rev + 1 },
      edits: [{ ...by, before: { whyOnSite: task.whyOnSite, assistants: task.assistants } }],
    },
  });
});

test('[APR-1] who changed an application cannot approve it', () => {
  const edited = transition(aTask('applied'), commands.edit) as { value: Task };
  expect(isApplicant(edited.value, by.by)).toBe(true);
  expect(transition(edited.value, commands.approve)).toEqual({ ok: false, error: 'same-person' });
});

test('[APR-1] who applied cannot approve', () => {
  const command = { ...commands.approve, by: { at: NOW, by: 'clerk', name: '申请人' } };
  expect(transition(aTask('applied'), command)).toEqual({ ok: false, error: 'same-person' });
});

test('[APR-4] one of its officers cannot approve', () => {
  const officer = aTask('applied').officers[0]?.id ?? '';
  expect(transition(aTask('applied'), { ...commands.approve, officer })).toEqual({ ok: false, error: 'same-person' });
  expect(transition(aTask('applied'), { ...commands.approve, officer: 'O0009' }).ok).toBe(true);
});

test('what the rules found stays with the task: at the last change, and at the approval', () => {
  const found = { rule: 'MAT-2', code: 'basis-not-stated', evidence: { matter: '事项 M901' } };
  const applied = aTask('applied', { findings: { applied: [found] } });
  expect(run(applied, commands.approve)).toMatchObject({ findings: { applied: [found] } });
  expect(run(applied, { ...commands.approve, findings: [found] })).toMatchObject({
    findings: { applied: [found], approved: [found] },
  });
  expect(run(applied, commands.edit)).not.toHaveProperty('findings');
  expect(run(aTask('applied'), { ...commands.edit, findings: [found] })).toMatchObject({
    findings: { applied: [found] },
  });
});

test('[SYNC-4] of two starts the earliest counts and the other joined, whichever comes in first', () => {
  const early = { ...commands.start, at: NOW - 1 };
  const late = { type: 'start', device: OTHER_DEVICE_ID, at: NOW } as const;
  const expected = { started: { at: early.at, device: early.device }, joined: [{ at: NOW, device: late.device }] };
  expect(run(aTask('issued'), early, late)).toMatchObject(expected);
  expect(run(aTask('issued'), late, early)).toMatchObject(expected);
  expect(run(aTask('issued'), late, early, { ...late, at: NOW + 1 }, early)).toMatchObject(expected);
  expect('joined' in run(aTask('issued'), early, early)).toBe(false);
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

test('[SYNC-5] the officers are asked to explain until one has; every explanation is kept, in its order', () => {
  const performed = run(aTask('withdrawn'), commands.record);
  expect([aTask('withdrawn'), aTask('recorded'), performed].map(wantsExplanation)).toEqual([false, false, true]);
  const event = v.parse(eventIdSchema, '019ab3a0-eeee-7abc-8def-0123456789ab');
  const second = { ...commands.explain, event, device: OTHER_DEVICE_ID, text: '补充' };
  const explained = run(performed, commands.explain, second, commands.explain);
  expect(wantsExplanation(explained)).toBe(false);
  expect(explained).toMatchObject({
    state: 'performed-after-withdrawal',
    explanations: [
      { device: DEVICE_ID, text: commands.explain.text },
      { device: OTHER_DEVICE_ID, text: '补充' },
    ],
  });
  expect(explained).toHaveProperty('explanations.length', 2);
  expect(v.is(taskSchema, explained)).toBe(true);
});

test('one device scans twice and stands in the list once', () => {
  const once = transition(aTask('issued'), commands.scan);
  const twice = once.ok ? transition(once.value, commands.scan) : once;
  expect(twice).toMatchObject({ ok: true, value: { scans: [{ device: OTHER_DEVICE_ID }] } });
  expect(twice.ok && 'scans' in twice.value && twice.value.scans).toHaveLength(1);
});

test('a code that is scanned by a thousand keys is still a task that phones can pull', () => {
  const devices = Array.from({ length: 1000 }, (_, i) => v.parse(deviceIdSchema, String(i).padStart(32, '0')));
  const scanned = run(aTask('issued'), ...devices.map((device) => ({ ...commands.scan, device })));
  expect(scanned).toMatchObject({ state: 'issued', scans: devices.slice(0, 100).map((device) => ({ device })) });
});

const run = (task: Task, ...steps: TaskCommand[]): Task =>
  steps.reduce((current, command) => {
    const next = transition(current, command);
    if (!next.ok) throw new Error(next.error);
    return next.value;
  }, task);
const back = { route: 'return' } as const;

test.each([
  ['the return QR first', 'return', 'own'],
  ['its own phone first', 'own', 'return'],
] as const)('[SYNC-7] one scan by two ways stands once and names both: %s', (_, first, second) => {
  const task = run(aTask('issued'), { ...commands.scan, route: first }, { ...commands.scan, route: second });
  expect(task).toMatchObject({
    scans: [{ event: EVENT_ID, device: OTHER_DEVICE_ID, at: NOW, routes: [first, second] }],
  });
  expect(run(task, commands.scan)).toMatchObject({ scans: [{ routes: [first, second] }] });
});

test('[SYNC-7] a refusal that came in the return QR gets its words from the enterprise’s own event', () => {
  const task = run(aTask('issued'), { ...commands.refuse, ...back });
  expect(task).toMatchObject({ state: 'refused', refused: { note: '', routes: ['return'] } });
  const own = { ...commands.refuse, refusal: { ground: 'no-valid-code', note: '没有出示' } } as const;
  expect(run(task, own)).toMatchObject({ refused: { note: '没有出示', routes: ['return', 'own'] } });
  expect(run(task, own, { ...commands.refuse, ...back })).toMatchObject({ refused: { note: '没有出示' } });
});

test('[SYNC-7] a scan kept before there were return QRs is known by its moment; another scan of the device is not it', () => {
  const kept = aTask('issued', { scans: [{ device: OTHER_DEVICE_ID, at: NOW, verdict: 'genuine', channel: 'link' }] });
  expect(v.is(taskSchema, kept)).toBe(true);
  expect(run(kept, { ...commands.scan, ...back })).toMatchObject({
    scans: [{ event: EVENT_ID, routes: ['own', 'return'] }],
  });
  expect(run(kept, { ...commands.scan, ...back, at: NOW + 1 })).toMatchObject({ scans: kept.scans });
});
