import { expect, test } from 'vitest';
import { tasks as en } from './en.ts';
import { sayFinding } from './say-finding.ts';
import { tasks as zh } from './zh-CN.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const NOW = at('2026-11-24T09:00');

test.each([
  ['window-past', { to: at('2026-11-24T08:00') }, '检查时段已于今天 08:00 结束。检查须事先批准，请调整检查时段。'],
  [
    'window-past',
    { to: at('2026-11-20T08:00') },
    '检查时段已于 11 月 20 日 08:00 结束。检查须事先批准，请调整检查时段。',
  ],
  [
    'other-agency-near',
    { agency: '某局', from: at('2026-11-10T08:00'), state: 'recorded' },
    '某局在 11 月 10 日刚检查过。能共用检查结果的，不再入企。',
  ],
  [
    'other-agency-near',
    { agency: '某局', from: at('2026-11-25T08:00'), state: 'issued' },
    '某局在明天有任务，可并入联合检查，一次完成（综合查一次）。',
  ],
] as const)('%s keeps a blank between numbers and Chinese words', (code, evidence, sentence) => {
  expect(sayFinding(zh, { code, evidence }, NOW)).toBe(sentence);
});

test('[FREQ-4] one inspection is none of several', () => {
  const said = (used: number) =>
    sayFinding(en, { code: 'pace-exceeded', evidence: { used, span: 'day', agencies: ['A'], most: 1 } }, NOW);
  expect([said(1), said(2)]).toEqual([
    expect.stringContaining('has 1 inspection that day'),
    expect.stringContaining('has 2 inspections that day'),
  ]);
});
