import * as v from 'valibot';
import { expect, test } from 'vitest';
import { type AlertLife, type AlertState, alertLifeSchema, deadlineOf, isKnownToAgency, NEW_ALERT } from './alert.ts';
import { type AlertCommand, transitionAlert } from './transition.ts';

const by = { at: 5, by: 'zhangwei', name: '张伟' };
const commands = {
  take: { type: 'take', by },
  ask: { type: 'ask', by, words: '请说明', deadline: 9 },
  explain: { type: 'explain', by, words: '没有网络', from: 'desk' },
  letter: { type: 'letter', by, words: '请整改', deadline: 10, number: '甘执督〔2026〕1号' },
  reply: { type: 'reply', by, words: '已整改' },
  close: { type: 'close', by, words: '已核实' },
} as const satisfies Record<string, AlertCommand>;

const after = (...names: (keyof typeof commands)[]): AlertLife =>
  names.reduce<AlertLife>((life, name) => {
    const next = transitionAlert(life, commands[name]);
    if (!next.ok) throw new Error(name);
    return next.value;
  }, NEW_ALERT);

const LIVES: Record<AlertState | 'replied', AlertLife> = {
  open: NEW_ALERT,
  asked: after('ask'),
  explained: after('ask', 'explain'),
  letter: after('letter'),
  replied: after('letter', 'reply'),
  closed: after('close'),
};

/** The whole table: the state after each command, or why not. */
const TABLE: Record<keyof typeof LIVES, Record<keyof typeof commands, string>> = {
  open: { take: 'open', ask: 'asked', explain: 'explained', letter: 'letter', reply: '!', close: 'closed' },
  asked: { take: 'asked', ask: '!', explain: 'explained', letter: 'letter', reply: '!', close: 'closed' },
  explained: { take: 'explained', ask: 'asked', explain: 'explained', letter: 'letter', reply: '!', close: 'closed' },
  letter: { take: 'letter', ask: '!', explain: '!', letter: '!', reply: 'letter', close: '!' },
  replied: { take: 'letter', ask: '!', explain: '!', letter: '!', reply: '!', close: 'closed' },
  closed: { take: '!', ask: '!', explain: '!', letter: '!', reply: '!', close: '!' },
};

const cells = Object.entries(TABLE).flatMap(([from, row]) =>
  Object.entries(row).map(([name, to]) => [from, name, to] as const),
);

test.each(cells)('[SUP-1] an alert in state %s after %s is %s', (from, name, to) => {
  const life = LIVES[from as keyof typeof LIVES];
  const next = transitionAlert(life, commands[name as keyof typeof commands]);
  expect(next.ok ? next.value.state : '!').toBe(to);
  if (!next.ok) return;
  expect(v.parse(alertLifeSchema, next.value)).toEqual(next.value);
  expect(next.value.steps.length).toBe(life.steps.length + 1);
  expect(next.value.steps.at(-1)).toMatchObject(by);
});

test('[SUP-1] each step keeps who, when and the words, and an owner stays through the other steps', () => {
  const life = after('take', 'ask', 'explain', 'close');
  expect(life.owner).toEqual({ account: 'zhangwei', name: '张伟' });
  expect(life.steps.map((step) => ('words' in step ? step.words : ''))).toEqual(['', '请说明', '没有网络', '已核实']);
  expect(life).toMatchObject({ closed: { ...by, note: '已核实' } });
});

test('[SUP-2] a letter has a number and a deadline, which ends with the reply; without a reply it is not closed', () => {
  expect(LIVES.letter).toMatchObject({ number: '甘执督〔2026〕1号', deadline: 10, replied: false });
  expect([deadlineOf(LIVES.letter), deadlineOf(LIVES.replied)]).toEqual([10, null]);
  expect(transitionAlert(LIVES.letter, commands.close)).toEqual({ ok: false, error: 'wrong-state' });
});

test('[SUP-1] a question runs until its deadline, and the agency reads the alert from the question on', () => {
  expect([deadlineOf(NEW_ALERT), deadlineOf(LIVES.asked), deadlineOf(LIVES.explained)]).toEqual([null, 9, null]);
  expect([isKnownToAgency(NEW_ALERT), isKnownToAgency(LIVES.explained), isKnownToAgency(after('take'))]).toEqual([
    false,
    true,
    false,
  ]);
});
