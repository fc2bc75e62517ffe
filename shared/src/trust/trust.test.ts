import { expect, test } from 'vitest';
import { context, statusLists, T } from '../../test/codes.ts';
import { isNoOlder } from './trust.ts';

const { keys } = context();
const kept = { keys, status: statusLists() };

test.each([
  ['the same again', kept, true],
  ['a newer list', { keys, status: statusLists({ issuedAt: T }) }, true],
  [
    'an older list beside newer keys',
    { keys: { ...keys, issuedAt: T }, status: statusLists({ issuedAt: T - 101 }) },
    false,
  ],
  [
    'older keys beside a newer list',
    { keys: { ...keys, issuedAt: T - 101 }, status: statusLists({ issuedAt: T }) },
    false,
  ],
  ['no list', { keys, status: new Map() }, false],
  ['a list that was not there before', { keys, status: new Map([...statusLists(), ...other()]) }, true],
])('trust that is replaced by %s', (_, next, expected) => {
  expect(isNoOlder(next, kept)).toBe(expected);
});

function other() {
  return [...statusLists().values()].map((list) => ['6201', { ...list, shard: '6201', issuedAt: 1 }] as const);
}
