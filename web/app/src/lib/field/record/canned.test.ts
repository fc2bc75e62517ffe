import { expect, test } from 'vitest';
import { withPhrase } from './canned.ts';

test.each([
  ['', '未见相关记录', '未见相关记录'],
  ['东侧库房 3 批面粉靠墙 ', '未见相关记录', '东侧库房 3 批面粉靠墙；未见相关记录'],
])('after %j the phrase follows what was typed', (typed, phrase, whole) => {
  expect(withPhrase(typed, phrase, '；')).toBe(whole);
});

test('a phrase for which there is no room changes nothing', () => {
  const full = '长'.repeat(998);
  expect(withPhrase(full, '未见相关记录', '；')).toBe(full);
});
