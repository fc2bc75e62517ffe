import { DAY, MINUTE } from '@liangma/shared/kernel/instant';
import { expect, test } from 'vitest';
import { field as en } from '#lib/words/field/field.en.ts';
import { field as zh } from '#lib/words/field/field.zh-CN.ts';
import { aTask, NOW } from '../../../../../shared/test/builders.ts';
import { knownNow } from './known-now.ts';
import { arrange } from './today/today-list.ts';

test.each([3 * DAY, -3 * DAY, 11 * MINUTE])('[SYNC-11] a clock that is off by %i ms is put right', (skew) => {
  expect(knownNow(NOW + skew, skew)).toBe(NOW);
});

test('[SYNC-11] a difference below a minute changes nothing', () => {
  expect(knownNow(NOW, MINUTE)).toBe(NOW);
});

test('[SYNC-11] today’s tasks are not overdue by a clock that is three days fast', () => {
  const task = aTask('issued');
  const now = task.window.from;
  expect(arrange([task], now + 3 * DAY).overdue).toHaveLength(1);
  expect(arrange([task], knownNow(now + 3 * DAY, 3 * DAY))).toMatchObject({ overdue: [], places: [{ tasks: [task] }] });
});

test.each([
  [12, '快 12 分钟', '12 minutes fast'],
  [-61, '慢 1 小时 1 分钟', '1 hour 1 minute slow'],
  [600, '快 10 小时', '10 hours fast'],
  [4_320, '快 3 天', '3 days fast'],
  [-4_505, '慢 3 天 3 小时', '3 days 3 hours slow'],
])('[SYNC-11] a clock off by %i minutes is told in days, hours and minutes', (minutes, chinese, english) => {
  expect(zh.today.skew(minutes)).toContain(chinese);
  expect(en.today.skew(minutes)).toContain(english);
});
