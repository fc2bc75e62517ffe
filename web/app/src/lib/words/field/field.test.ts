import { expect, test } from 'vitest';
import { field as en } from './field.en.ts';
import { field as zh } from './field.zh-CN.ts';

test.each([
  [1, '1 秒后再试', 'Next attempt in 1 s'],
  [59, '59 秒后再试', 'Next attempt in 59 s'],
  [60, '1 分钟后再试', 'Next attempt in 1 min'],
  [3569, '59 分钟后再试', 'Next attempt in 59 min'],
  [3601, '1 小时后再试', 'Next attempt in 1 h'],
])('an attempt in %i seconds is said in the unit that one can picture', (seconds, chinese, english) => {
  expect([zh.center.nextAt(seconds), en.center.nextAt(seconds)]).toEqual([chinese, english]);
});
