import { expect, test } from 'vitest';
import { problem, problemOf } from './problem.ts';

test('a problem of ours keeps its code, number and waiting time', () => {
  const body = { type: 'x', title: 'y', status: 429, code: 'too-many-attempts', requestId: '01A', retryAfter: 600 };
  expect(problemOf(429, body)).toEqual({ ...problem('too-many-attempts'), requestId: '01A', retryAfter: 600 });
});

test('a problem with a malformed finding shows no finding', () => {
  expect(problemOf(422, { code: 'findings', requestId: '', findings: ['?'] })).toEqual(problem('findings'));
});

test.each([
  [503, 'server-busy'],
  [502, 'server-busy'],
  [500, 'unexpected'],
  [404, 'unexpected'],
] as const)('status %i without a problem in it is %s', (status, code) => {
  expect(problemOf(status, undefined)).toEqual(problem(code));
});
