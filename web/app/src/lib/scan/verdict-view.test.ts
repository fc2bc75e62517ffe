import type { Claims } from '@liangma/shared/task-code/claims';
import type { StatusLists } from '@liangma/shared/trust/status-list';
import { verdict as say } from '@liangma/web-common/words/verdict/zh-CN';
import { expect, test } from 'vitest';
import { type JudgedCode, type VerdictSight, verdictView } from './verdict-view.ts';

const AGE = '撤回情况核对到今天 11:00';
/** 2026-11-24 12:00 in China. */
const NOON = 1_795_492_800;
const listOf = (issuedAt: number): StatusLists =>
  new Map([['6206', { shard: '6206', issuedAt, ttl: 604_800, days: new Map() }]]);
const claims = { statusShard: '6206', kind: 'routine', notBefore: NOON, expires: NOON + 14_400 } as Claims;
const view = (judged: JudgedCode, changes: Partial<VerdictSight> = {}) =>
  verdictView({
    judged,
    status: listOf(NOON - 3600),
    now: (NOON + 60) * 1000,
    locale: 'zh-CN',
    say,
    ...changes,
  });

test('a genuine code shows its end and its verifier', () => {
  expect(view({ verdict: 'genuine', reasons: [], claims })).toEqual({
    tone: 'genuine',
    title: '检查任务码真实有效',
    lines: ['今天 16:00 前有效', AGE, '由本机核验'],
    why: undefined,
    also: [],
  });
});

test('a visit is labelled as no inspection', () => {
  expect(view({ verdict: 'genuine', reasons: [], claims: { ...claims, kind: 'visit' } }).title).toBe(
    '入企二维码真实有效',
  );
});

test.each([
  ['not-yet-valid', ['今天 12:00 开始生效']],
  ['expired', ['有效期至今天 16:00']],
  ['withdrawn', []],
] as const)('%s: the time that matters', (reason, lines) => {
  const seen = view({ verdict: 'refuse', reasons: [reason], claims });
  expect(seen).toMatchObject({ tone: 'refuse', title: say.reasons[reason].title, why: say.reasons[reason] });
  expect(seen.lines).toEqual([...lines, AGE, '由本机核验']);
});

test('the first reason leads, the others follow', () => {
  const seen = view({ verdict: 'refuse', reasons: ['withdrawn', 'expired'], claims });
  expect(seen.title).toBe('此码已撤回');
  expect(seen.also).toEqual([`另外，此码已过期。${say.reasons.expired.meaning}`]);
});

test('the age of the list is always shown', () => {
  const status = listOf(NOON - 3 * 86_400);
  expect(view({ verdict: 'genuine', reasons: [], claims }, { status }).lines).toContain('撤回情况核对到 3 天前');
});

test('a forged code shows neither time nor age', () => {
  const seen = view({ verdict: 'refuse', reasons: ['bad-signature'] });
  expect([seen.title, seen.lines]).toEqual(['此码是假的', ['由本机核验']]);
});

test('a verifier without its files is unsure', () => {
  expect(view({ verdict: 'unsure', reasons: ['no-trust'] }, { status: undefined })).toMatchObject({
    tone: 'unsure',
    title: '还没能核验',
    why: say.reasons['no-trust'],
  });
});
