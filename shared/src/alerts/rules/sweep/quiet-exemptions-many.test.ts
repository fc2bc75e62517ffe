import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../defaults/policy.ts';
import { quietExemptionsMany } from './quiet-exemptions-many.ts';

/** The default: above 20 %, from five on. */
test.each([
  [1, 1, []],
  [4, 4, []],
  [5, 24, [{ exempt: 5, all: 24, share: 21, days: 90 }]],
  [5, 25, []],
  [5, 26, []],
  [9, 20, [{ exempt: 9, all: 20, share: 45, days: 90 }]],
  [0, 0, []],
])('[QUIET-1] %d exempted of %d inspections', (exempt, all, found) => {
  const quiet = { agency: '620623-SCJG', exempt, all };
  expect(quietExemptionsMany.find({ now: 0, policy: DEFAULT_POLICY, calendar: [], quiet })).toEqual(found);
});

test('[QUIET-1] the share and the least number are those of the place', () => {
  const find = (policy: object) =>
    quietExemptionsMany.find({
      now: 0,
      policy: { ...DEFAULT_POLICY, ...policy },
      calendar: [],
      quiet: { agency: '', exempt: 2, all: 20 },
    });
  expect(find({ quietExemptLeast: 2, quietExemptShare: 9 })).toHaveLength(1);
  expect(find({ quietExemptLeast: 2, quietExemptShare: 10 })).toEqual([]);
});
