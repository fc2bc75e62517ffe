import { expect, test } from 'vitest';
import { aMatter } from '../../test/builders.ts';
import { changeOf, isSame, unusedMatters } from './publication.ts';

const OLD = aMatter('M901', { validFrom: '2010-01-01' });

test.each([
  ['never used', undefined, '2026-11-24', ['M901']],
  ['used the day before five years ago', '2021-11-23', '2026-11-24', ['M901']],
  ['used five years ago', '2021-11-24', '2026-11-24', []],
  ['used the day after', '2021-11-25', '2026-11-24', []],
  ['on a leap day, used on 27 February', '2019-02-27', '2024-02-29', ['M901']],
  ['on a leap day, used on 28 February', '2019-02-28', '2024-02-29', []],
])('[MAT-3] %s', (_, used, today, expected) => {
  const uses = new Map(used ? [['M901', used]] : []);
  expect(unusedMatters([OLD], uses, today, 5).map(({ id }) => id)).toEqual(expected);
});

test('[MAT-3] a matter that is younger than the term, or no longer valid, is not reported', () => {
  const report = (changes: object) => unusedMatters([{ ...OLD, ...changes }], new Map(), '2026-11-24', 5);
  expect(report({ validFrom: '2021-11-24' })).toHaveLength(1);
  expect(report({ validFrom: '2021-11-25' })).toEqual([]);
  expect(report({ validTo: '2026-11-24' })).toHaveLength(1);
  expect(report({ validTo: '2026-11-23' })).toEqual([]);
});

test('a draft differs by what it adds, changes and leaves out', () => {
  const [a, b, c] = [aMatter('M901'), aMatter('M902'), aMatter('M903')];
  expect(changeOf([a, b], [a, { ...b, title: '新' }, c])).toEqual({ added: ['M903'], changed: ['M902'], removed: [] });
  expect(changeOf([a, b], [b])).toEqual({ added: [], changed: [], removed: ['M901'] });
  expect(isSame(changeOf([a, b], [b, a]))).toBe(true);
});
