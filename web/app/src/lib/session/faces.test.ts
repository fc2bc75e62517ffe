import { expect, test } from 'vitest';
import { faceOf, mayEnter, safeNext } from './faces.ts';

test.each([
  [['inspector'], '/field'],
  [['clerk'], '/desk'],
  [['inspector', 'approver'], '/desk'],
  [['supervisor'], '/supervision'],
  [['operator'], '/admin'],
  [['requests-office'], '/desk'],
] as const)('people with roles %j start at %s', (roles, face) => {
  expect(faceOf(roles)).toBe(face);
});

test('an inspector does not enter the desk', () => {
  expect(mayEnter(['inspector'], '/desk')).toBe(false);
  expect(mayEnter(['inspector', 'clerk'], '/desk')).toBe(true);
});

test.each([
  ['/desk/apply?x=1', '/desk/apply?x=1'],
  ['//evil.example', undefined],
  ['/\\evil.example', undefined],
  ['https://evil.example', undefined],
  [null, undefined],
])('after sign-in %s leads to %s', (next, to) => {
  expect(safeNext(next)).toBe(to);
});
