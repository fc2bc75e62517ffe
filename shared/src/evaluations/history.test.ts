import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLatest, replaces } from './history.ts';

const given = fc.record({ device: fc.constantFrom('a', 'b', 'c'), seq: fc.integer({ min: 1, max: 9 }) });
const history = fc.uniqueArray(given, { selector: ({ device, seq }) => `${device}${seq}` });

test('[SYNC-8] a later one of the same device takes the place of an earlier one; another device’s does not', () => {
  expect(replaces({ device: 'a', seq: 2 }, { device: 'a', seq: 1 })).toBe(true);
  expect(replaces({ device: 'a', seq: 1 }, { device: 'a', seq: 2 })).toBe(false);
  expect(replaces({ device: 'b', seq: 2 }, { device: 'a', seq: 1 })).toBe(false);
});

test('[SYNC-8] one a device counts, the one that its chain has last, in whatever order they come in', () => {
  fc.assert(
    fc.property(history, (all) => {
      const counting = all.filter((one) => isLatest(one, all));
      const devices = new Set(all.map(({ device }) => device));
      expect(counting).toHaveLength(devices.size);
      for (const { device, seq } of counting) {
        expect(seq).toBe(Math.max(...all.filter((one) => one.device === device).map((one) => one.seq)));
      }
      const kept = new Map<string, (typeof all)[number]>();
      for (const next of all) {
        const before = kept.get(next.device);
        if (!before || replaces(next, before)) kept.set(next.device, next);
      }
      expect(new Set(kept.values())).toEqual(new Set(counting));
    }),
  );
});
