import { MINUTE } from '@liangma/shared/kernel/instant';
import { expect, test } from 'vitest';
import { devices } from '#lib/words/desk/devices.zh-CN.ts';
import { sayClock, sayConcern } from './say-concern.ts';

const time = (at: number) => `T${at}`;

test.each([
  [{ code: 'missing', events: 3 }, '缺 3 条：设备上已形成，系统未收到'],
  [{ code: 'cleared', events: 2, at: 7 }, '手机系统清除过应用数据，当时（T7）有 2 条没有上传，可能已丢失'],
  [{ code: 'may-hold', since: 7, tasks: 2 }, '自T7 起未联网，期间有 2 项任务，可能有记录未上传'],
  [{ code: 'may-hold', since: 7, tasks: 0 }, '自T7 起未联网，期间有离线签发权限，可能有记录未上传'],
  [{ code: 'clock-off', skew: -12 * MINUTE }, '时钟慢 12 分钟'],
] as const)('[SYNC-13] a concern is said with its numbers: %j', (concern, said) => {
  expect(sayConcern(concern, devices, time)).toBe(said);
});

test('a clock within half a minute counts as right', () => {
  expect([29_000, -29_000, 31_000].map((skew) => sayClock(skew, devices))).toEqual(['正常', '正常', '时钟快 1 分钟']);
});
