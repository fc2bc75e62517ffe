import type { Task } from '@liangma/shared/tasks/task';
import { tasks } from '@liangma/web-common/words/tasks/zh-CN';
import { expect, test } from 'vitest';
import { aTask, NOW } from '../../../../../shared/test/builders.ts';
import { otherReasons, sayStoredFindings } from './stored-findings.ts';

const basis = { rule: 'MAT-2', code: 'basis-not-stated', evidence: { matter: '价格行为监督检查' } };
const unknown = { rule: 'NEW-1', code: 'of-a-newer-server', evidence: {} };
const task: Task = {
  ...aTask('applied'),
  reasons: { 'MAT-2': '清单正在修订。', 'DUP-1': '投诉紧急。' },
  findings: { applied: [basis], approved: [basis, unknown] },
};

test('a finding appears once with its reason; an unknown code appears unchanged', () => {
  const found = sayStoredFindings(task, tasks, NOW);
  expect(found.map(({ rule, reason }) => [rule, reason])).toEqual([
    ['MAT-2', '清单正在修订。'],
    ['NEW-1', undefined],
  ]);
  expect(found[0]?.title).toBe(tasks.findings['basis-not-stated'].title);
  expect(found[1]?.title).toBe('of-a-newer-server');
});

test('a reason without its finding is listed by itself', () => {
  expect(otherReasons(task, sayStoredFindings(task, tasks, NOW))).toEqual([['DUP-1', '投诉紧急。']]);
});
