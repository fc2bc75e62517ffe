import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aRecord, aTask, DEVICE_ID, EVENT_ID, NOW, OTHER_DEVICE_ID } from '../../test/builders.ts';
import { deviceIdSchema, eventIdSchema } from '../kernel/ids.ts';
import { DAY, HOUR, MINUTE } from '../kernel/instant.ts';
import { type Approver, isApplicant } from './impartial.ts';
import { COUNTED_STATES, type Task, type TaskState, taskSchema } from './task.ts';
import { type TaskCommand, transition, wantsExplanation } from './transition.ts';
import { contentOf } from './versions.ts';

const by = { at: NOW, by: 'head', name: '局长' };
const origin = { device: OTHER_DEVICE_ID, at: NOW, event: EVENT_ID, route: 'own' } as const;
/** After the refusal of `aTask('refused')`. */
const LATER = NOW + 2 * HOUR;
const deed = { device: DEVICE_ID, at: LATER, chainAt: LATER, taskRev: 1 };
const { officers, nth } = aTask('applied');
const content = contentOf(aTask('applied'));
const commands = {
  edit: { type: 'edit', by, content, officers, partners: [], nth, findings: [] },
  approve: {
    type: 'approve',
    by,
    approver: { account: 'head', officer: null },
    code: 'http://localhost/c#1',
    number: '0000005724',
    statusEntry: { shard: '6206', day: 20_781, index: 1 },
    findings: [],
    documentNumber: '天祝市监检〔2026〕1号',
  },
  review: {
    type: 'review',
    by: { at: NOW, by: 'reviewer', name: '何静' },
    reviewer: { account: 'reviewer', officer: null },
    review: { stand: 'object', text: '依据引用不全。' },
  },
  join: {
    type: 'join',
    agency: '620623-YJGL',
    by: { at: NOW, by: 'partner-head', name: '王海' },
    approver: { account: 'partner-head', officer: null },
    answer: { stand: 'agree', text: '' },
  },
  confirm: { type: 'confirm', by, approver: { account: 'head', officer: null }, opinion: '情况属实。' },
  reject: { type: 'reject', by, reason: '次数已满' },
  return: { type: 'return', by, reason: '请补充必须入企的原因' },
  'do-off-site': { type: 'do-off-site', by, check: { asked: '进货台账', received: '已提交' } },
  withdraw: { type: 'withdraw', by, reason: '计划调整' },
  scan: { type: 'scan', ...origin, scan: { verdict: 'genuine', channel: 'link' } },
  refuse: { type: 'refuse', ...origin, proof: 'live', refusal: { ground: 'no-valid-code', note: '' } },
  unproven: { type: 'refuse', ...origin, refusal: { ground: 'no-valid-code', note: '' } },
  start: { type: 'start', ...deed },
  record: { type: 'record', ...deed, record: aRecord() },
  explain: { type: 'explain', device: DEVICE_ID, at: NOW, event: EVENT_ID, text: '没有网络，不知道已撤回。' },
  lapse: { type: 'lapse', at: NOW + DAY },
} as const satisfies Record<string, TaskCommand>;

/** The whole table: the state after each command, or why not. */
const NOTHING = {
  edit: '!',
  approve: '!',
  review: '!',
  join: '!',
  confirm: '!',
  reject: '!',
  return: '!',
  'do-off-site': '!',
  withdraw: '!',
  explain: '!',
  lapse: '!',
};
const UNDECIDED = { ...NOTHING, scan: '!', refuse: '!', unproven: '!', start: '!', record: '!' };
/** An answer at the door is kept and leaves the task where it is. */
const kept = (state: TaskState) => ({ ...NOTHING, scan: state, refuse: state, unproven: state });
const TABLE: Record<TaskState, Record<keyof typeof commands, string>> = {
  applied: {
    ...UNDECIDED,
    edit: 'applied',
    review: 'applied',
    approve: 'issued',
    reject: 'rejected',
    return: 'rejected',
  },
  rejected: UNDECIDED,
  'off-site': UNDECIDED,
  issued: {
    ...kept('issued'),
    withdraw: 'withdrawn',
    refuse: 'refused',
    start: 'inspecting',
    record: 'recorded',
    lapse: 'lapsed',
  },
  withdrawn: { ...kept('withdrawn'), start: 'withdrawn', record: 'performed-after-withdrawal' },
  refused: { ...kept('refused'), start: 'refused', record: 'performed-after-refusal' },
  lapsed: { ...kept('lapsed'), refuse: 'refused', start: 'inspecting', record: 'recorded' },
  inspecting: { ...kept('inspecting'), start: 'inspecting', record: 'recorded' },
  recorded: { ...kept('recorded'), start: 'recorded', record: '!' },
  'performed-after-withdrawal': {
    ...kept('performed-after-withdrawal'),
    start: '!',
    record: '!',
    explain: 'performed-after-withdrawal',
  },
  'performed-after-refusal': {
    ...kept('performed-after-refusal'),
    start: '!',
    record: '!',
    explain: 'performed-after-refusal',
  },
};

const cases = Object.entries(TABLE).flatMap(([state, row]) =>
  Object.entries(row).map(([command, after]) => [state, command, after] as [TaskState, keyof typeof commands, string]),
);

test.each(cases)('%s + %s → %s', (state, command, after) => {
  const result = transition(aTask(state), commands[command]);
  expect(result.ok ? result.value.state : '!').toBe(after);
  if (!result.ok) return;
  expect(v.safeParse(taskSchema, result.value).issues).toBeUndefined();
  const { rev: _, ...changed } = result.value;
  const { rev: __, ...before } = aTask(state);
  expect(result.value.rev).toBe(isDeepStrictEqual(changed, before) ? 1 : 2);
});

test('[APR-1] a returned application is marked as returned and has the opinion; a refused one has the opinion alone', () => {
  const decided = (command: 'return' | 'reject') => transition(aTask('applied'), commands[command]);
  const { reason } = commands.return;
  expect(decided('return')).toMatchObject({ value: { state: 'rejected', returned: true, reason, rejected: by } });
  expect(decided('reject')).not.toHaveProperty('value.returned');
});

test('[APR-1] an objection of the legal review stays with the task and does not block the approval', () => {
  const reviewed = transition(aTask('applied'), commands.review) as { value: Task };
  const objection = { ...commands.review.by, kind: 'review', stand: 'object', text: '依据引用不全。' };
  expect(reviewed.value).toMatchObject({ state: 'applied', opinions: [objection] });
  const approved = transition(reviewed.value, { ...commands.approve, opinion: '同意，补充依据。' });
  const words = { ...by, kind: 'approval', stand: 'agree', text: '同意，补充依据。' };
  expect(approved).toMatchObject({ value: { state: 'issued', opinions: [objection, words] } });
});

test('[APR-1] [APR-4] neither who applied nor one of the officers reviews it', () => {
  const [officer] = aTask('applied').officers;
  for (const reviewer of [
    { account: 'clerk', officer: null },
    { account: 'reviewer', officer: officer?.id ?? '' },
  ])
    expect(transition(aTask('applied'), { ...commands.review, reviewer })).toEqual({ ok: false, error: 'same-person' });
});

test('an edit keeps the earlier values of the changed fields, and who changed them', () => {
  const task = aTask('applied');
  const changed = { ...content, whyOnSite: '另一个原因', assistants: 2 };
  const edited = transition(task, { ...commands.edit, content: changed });
  expect(edited).toEqual({
    ok: true,
    value: {
      ...task,
      ...changed,
      officers,
      nth,
      rev: task.rev + 1,
      edits: [{ ...by, before: { whyOnSite: task.whyOnSite, assistants: task.assistants } }],
    },
  });
});

const approvedBy = (approver: Approver): TaskCommand => ({ ...commands.approve, approver });

test('[APR-1] who changed an application cannot approve it', () => {
  const edited = transition(aTask('applied'), commands.edit) as { value: Task };
  expect(isApplicant(edited.value, by.by)).toBe(true);
  expect(transition(edited.value, commands.approve)).toEqual({ ok: false, error: 'same-person' });
});

test('[APR-1] who applied cannot approve', () => {
  expect(transition(aTask('applied'), approvedBy({ account: 'clerk', officer: null }))).toEqual({
    ok: false,
    error: 'same-person',
  });
});

test('[APR-4] one of its officers cannot approve', () => {
  const officer = aTask('applied').officers[0]?.id ?? '';
  expect(transition(aTask('applied'), approvedBy({ account: 'head', officer }))).toEqual({
    ok: false,
    error: 'same-person',
  });
  expect(transition(aTask('applied'), approvedBy({ account: 'head', officer: 'O0009' })).ok).toBe(true);
});

test('[POST-1] a deputy approves for the head, unless one of the two applied or inspects', () => {
  const officer = aTask('applied').officers[0]?.id ?? '';
  const deputy = { account: 'deputy', officer: 'O0009' };
  const decided = (person: Approver, head: Approver) =>
    transition(aTask('applied'), approvedBy({ ...person, onBehalfOf: head })).ok;
  expect(decided(deputy, { account: 'head', officer: null })).toBe(true);
  expect(decided(deputy, { account: 'head', officer })).toBe(false);
  expect(decided(deputy, { account: 'clerk', officer: null })).toBe(false);
  expect(decided({ ...deputy, officer }, { account: 'head', officer: null })).toBe(false);
  expect(decided({ ...deputy, account: 'clerk' }, { account: 'head', officer: null })).toBe(false);
});

test('a task keeps the findings of its last change and of its approval', () => {
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
  const late = { ...commands.start, device: OTHER_DEVICE_ID, at: NOW };
  const expected = { started: { at: early.at, device: early.device }, joined: [{ at: NOW, device: late.device }] };
  expect(run(aTask('issued'), early, late)).toMatchObject(expected);
  expect(run(aTask('issued'), late, early)).toMatchObject(expected);
  expect(run(aTask('issued'), late, early, { ...late, at: NOW + 1 }, early)).toMatchObject(expected);
  expect('joined' in run(aTask('issued'), early, early)).toBe(false);
});

test('[SYNC-4] of two starts the earliest counts', () => {
  const task = aTask('inspecting');
  const earlier = { ...commands.start, device: OTHER_DEVICE_ID, at: task.started.at - 1 };
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

const refusedAt = NOW + HOUR;

test('[SHOW-5] a refusal ends the task only by a live code, or by the officers’ device; any other is kept with it', () => {
  for (const proof of ['live', 'carried'] as const) {
    const task = run(aTask('issued'), { ...commands.refuse, proof });
    expect(task).toMatchObject({ state: 'refused', refused: { proof, ground: 'no-valid-code', rev: 2 } });
    expect(task).not.toHaveProperty('keptRefusals');
  }
  for (const proof of ['received', undefined] as const) {
    const task = run(aTask('issued'), { ...commands.refuse, proof });
    expect(task).toMatchObject({
      state: 'issued',
      rev: 2,
      keptRefusals: [{ ...origin, route: undefined }].map(({ device, at, event }) => ({
        device,
        at,
        event,
        ground: 'no-valid-code',
      })),
    });
    expect(run(task, commands.start)).toMatchObject({ state: 'inspecting', keptRefusals: [{ event: EVENT_ID }] });
  }
});

test('[SHOW-5] a refusal that its officers’ device carries later ends the task, with the words of the own event', () => {
  const own = { ...commands.unproven, refusal: { ground: 'no-valid-code', note: '没有出示' } } as const;
  const task = run(aTask('issued'), own, { ...commands.refuse, proof: 'carried', route: 'return' });
  expect(task).toMatchObject({ state: 'refused', refused: { note: '没有出示', routes: ['own', 'return'] } });
  expect(task).not.toHaveProperty('keptRefusals');
});

test('[SHOW-5] a record after the refusal is evidence that its officers are asked to explain', () => {
  const performed = run(aTask('refused'), commands.start, commands.record);
  expect(performed).toMatchObject({ state: 'performed-after-refusal', refused: { ground: 'no-valid-code' } });
  expect(wantsExplanation(performed)).toBe(true);
  expect(wantsExplanation(run(performed, commands.explain))).toBe(false);
});

test.each([
  ['began before it, by its own clock', { at: refusedAt - 1, chainAt: refusedAt - 1 }, 'inspecting', 'recorded'],
  ['began in that moment', { at: refusedAt, chainAt: refusedAt }, 'refused', 'performed-after-refusal'],
  ['set the clock back', { at: refusedAt - 1, chainAt: refusedAt + 1 }, 'refused', 'performed-after-refusal'],
  [
    'knew of it',
    { at: refusedAt - 1, chainAt: refusedAt - 1, taskRev: aTask('refused').refused.rev },
    'refused',
    'performed-after-refusal',
  ],
])('[SHOW-5] a refusal came first; the officers’ device %s', (_, changes, started, recorded) => {
  const task = run(aTask('refused'), { ...commands.start, ...changes });
  expect(task.state).toBe(started);
  expect(run(task, commands.record).state).toBe(recorded);
  expect(run(aTask('refused'), { ...commands.record, ...changes }).state).toBe(recorded);
});

test('[SHOW-5] begun at 10:03, refused at 10:05: the same whichever comes in first', () => {
  const start = { ...commands.start, at: NOW + 3 * MINUTE, chainAt: NOW + 3 * MINUTE };
  const refuse = { ...commands.refuse, at: NOW + 5 * MINUTE };
  const tasks = [run(aTask('issued'), start, refuse), run(aTask('issued'), refuse, start)];
  for (const task of tasks) {
    expect(task).toMatchObject({ state: 'inspecting', started: { at: start.at }, keptRefusals: [{ at: refuse.at }] });
    expect(task).not.toHaveProperty('refused');
    expect(run(task, commands.record)).toMatchObject({ state: 'recorded' });
  }
});

test('[SHOW-5] refused at 10:01 and at 10:05: who began at 10:03 began after a refusal, whichever came in first', () => {
  const event = v.parse(eventIdSchema, '019ab3a0-eeee-7abc-8def-0123456789ab');
  const device = v.parse(deviceIdSchema, 'c'.repeat(32));
  const refusals = [
    { ...commands.refuse, at: NOW + 5 * MINUTE },
    { ...commands.refuse, at: NOW + MINUTE, event, device },
  ];
  const startAt = (at: number) => ({ ...commands.start, at, chainAt: at });
  for (const inOrder of [refusals, refusals.toReversed()]) {
    const refused = run(aTask('issued'), ...inOrder);
    const after = run(refused, startAt(NOW + 3 * MINUTE));
    expect(after).toMatchObject({ state: 'refused' });
    expect(run(after, commands.record)).toMatchObject({ state: 'performed-after-refusal' });
    expect(run(refused, startAt(NOW))).toMatchObject({ state: 'inspecting', keptRefusals: { length: 2 } });
  }
});

test.each([
  ['a moment before its period ends', -1, '!'],
  ['when its period ends', 0, 'lapsed'],
])('[NOT-2] a task lapses %s: %s', (_, after, state) => {
  const task = aTask('issued');
  const lapsed = transition(task, { type: 'lapse', at: task.window.to + after });
  expect(lapsed.ok ? lapsed.value.state : '!').toBe(state);
});

test('[NOT-2] work done offline brings a lapsed task back as if it had never lapsed', () => {
  const lapsed = run(aTask('issued'), commands.lapse);
  expect(COUNTED_STATES).not.toContain(lapsed.state);
  const plain = run(aTask('issued'), commands.start);
  expect(run(lapsed, commands.start)).toEqual({ ...plain, rev: plain.rev + 1 });
  expect(run(lapsed, commands.record)).toMatchObject({ state: 'recorded', started: { at: aRecord().startedAt } });
  expect(run(lapsed, commands.record)).not.toHaveProperty('lapsed');
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

test('[SHOW-5] strangers’ answers beyond the list change nothing, and keep no answer that was proved at the door out of it', () => {
  const devices = Array.from({ length: 100 }, (_, i) => v.parse(deviceIdSchema, String(i).padStart(32, '0')));
  const scanned = run(aTask('issued'), ...devices.map((device) => ({ ...commands.scan, device })));
  expect(run(scanned, commands.scan)).toBe(scanned);
  const shop = run(scanned, { ...commands.scan, proof: 'live' });
  expect(shop).toHaveProperty('scans.length', 100);
  expect(shop).toHaveProperty('scans.99', expect.objectContaining({ device: OTHER_DEVICE_ID, proof: 'live' }));

  const refused = run(aTask('inspecting'), ...devices.map((device) => ({ ...commands.unproven, device })));
  expect(refused).toHaveProperty('keptRefusals.length', 20);
  expect(run(refused, commands.unproven)).toBe(refused);
  expect(run(refused, commands.refuse)).toHaveProperty('keptRefusals.19.proof', 'live');
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
  const task = run(aTask('issued'), { ...commands.refuse, ...back, proof: 'carried' });
  expect(task).toMatchObject({ state: 'refused', refused: { note: '', routes: ['return'] } });
  const own = { ...commands.refuse, refusal: { ground: 'no-valid-code', note: '没有出示' } } as const;
  expect(run(task, own)).toMatchObject({ refused: { note: '没有出示', routes: ['return', 'own'] } });
  expect(run(task, own, { ...commands.refuse, ...back })).toMatchObject({ refused: { note: '没有出示' } });
});

test('[SYNC-12] an edit that leaves out a particular takes it from the task', () => {
  const task = aTask('applied', { surprise: true, document: '天市监检〔2026〕8号' });
  const { surprise: _, ...content } = contentOf(task);
  const by = { at: NOW, by: 'clerk', name: 'clerk' };
  const next = transition(task, {
    type: 'edit',
    by,
    content,
    officers: task.officers,
    partners: [],
    nth: 1,
    findings: [],
  });
  expect(next.ok && [next.value.surprise, next.value.document]).toEqual([undefined, '天市监检〔2026〕8号']);
});

test('[OFF-1] an application whose answer is a way without entering ends as an off-site inspection', () => {
  const check = { asked: '营业执照和进货台账', received: '均已提交，没有问题' };
  const done = transition(aTask('applied', { offSite: 'shared-data' }), { type: 'do-off-site', by, check });
  expect(done).toMatchObject({ ok: true, value: { state: 'off-site', rev: 2, offSiteCheck: { ...by, ...check } } });
  expect(done.ok && v.is(taskSchema, done.value)).toBe(true);
  expect(COUNTED_STATES).not.toContain('off-site');
  expect(transition(aTask('applied'), { type: 'do-off-site', by, check })).toEqual({ ok: false, error: 'wrong-state' });
});
