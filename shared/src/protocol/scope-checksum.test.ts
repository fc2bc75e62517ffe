import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divergentShards, type HeldTask, markOf, type ScopeChecksums } from './scope-checksum.ts';

const id = (n: number) => `019ab3a0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const task = (n: number, rev = 1, region = '620623100'): HeldTask => ({ id: id(n), rev, region });

/** Checksums that a server of one officer would state. */
function sumsOf(tasks: readonly HeldTask[], seq: number): ScopeChecksums {
  const sums: Record<string, { count: number; sum: number; seq: number }> = {};
  for (const { id: task, rev, region } of tasks) {
    const shard = region.slice(0, 4);
    const { count, sum } = sums[shard] ?? { count: 0, sum: 0 };
    sums[shard] = { count: count + 1, sum: sum + markOf(task, rev), seq };
  }
  return sums;
}

const held = [task(1), task(2), task(3, 4), task(4, 1, '620102')];

test('[SYNC-17] the same tasks at the same revisions are in no doubt, in whatever order', () => {
  expect(divergentShards(sumsOf(held, 7), [...held].reverse(), { '6206': 7, '6201': 9 })).toEqual([]);
  expect(divergentShards({}, [], {})).toEqual([]);
});

test.each<[string, HeldTask[], string[]]>([
  ['one is missing', held.slice(1), ['6206']],
  ['one is too many', [...held, task(9)], ['6206']],
  ['one stands for another', [task(9), ...held.slice(1)], ['6206']],
  ['one is older', [task(1, 0), ...held.slice(1)], ['6206']],
  ['two have each other’s revision', [task(1, 4), task(2), task(3, 1), task(4, 1, '620102')], ['6206']],
  ['a whole shard is missing', held.slice(0, 3), ['6201']],
  ['a shard that the server does not know', [...held, task(5, 1, '630100')], ['6301']],
])('[SYNC-17] in doubt where %s', (_, here, shards) => {
  expect(divergentShards(sumsOf(held, 7), here, { '6206': 7, '6201': 7 })).toEqual(shards);
});

test('[SYNC-17] a shard with a page still to come has no checksum', () => {
  expect(divergentShards(sumsOf(held, 7), [], { '6206': 6, '6201': 7 })).toEqual(['6201']);
  expect(divergentShards(sumsOf(held, 7), [], {})).toEqual([]);
});

test('[SYNC-17] any one change of a set shows in its sum', () => {
  const tasks = fc.uniqueArray(fc.record({ n: fc.nat(5_000), rev: fc.nat(40) }), {
    selector: ({ n }) => n,
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(tasks, fc.nat(), fc.integer({ min: 1, max: 9 }), (all, which, by) => {
      const there = all.map(({ n, rev }) => task(n, rev));
      const at = which % there.length;
      const here = there.map((one, i) => (i === at ? { ...one, rev: one.rev + by } : one));
      expect(divergentShards(sumsOf(there, 1), here, { '6206': 1 })).toEqual(['6206']);
    }),
  );
});

test('[SYNC-17] opposite changes of two tasks do not cancel each other out', () => {
  let hidden = 0;
  for (let n = 0; n < 2_000; n++) {
    const there = markOf(id(n), 1) + markOf(id(n + 1), 2);
    if (there === markOf(id(n), 2) + markOf(id(n + 1), 1)) hidden++;
  }
  expect(hidden).toBe(0);
});
