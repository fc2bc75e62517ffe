/** Readings of places of Gansu, and search by initials and syllables. */
import { expect, test } from 'vitest';
import { pinyinOf } from '../../src/adapters/sql/search/pinyin.ts';

test.each([
  ['宕昌县羌水面馆', 'tcxqsmg', 'tanchangxianqiangshuimianguan'],
  ['会宁县文化小学', 'hnxwhxx', 'huiningxianwenhuaxiaoxue'],
  ['舟曲县银行街商店', 'zqxyhjsd', 'zhouquxianyinhangjieshangdian'],
  ['天祝赛什斯镇卫生院', 'tzssszwsy', 'tianzhusaishisizhenweishengyuan'],
  ['重庆火锅Ａ店', 'cqhgad', 'chongqinghuoguoadian'],
])('%s is found by %s', (name, initials, full) => {
  expect(pinyinOf(name)).toEqual({ initials, full });
});
