import { expect, test } from 'vitest';
import { hasWords } from './reason.ts';

test.each([
  ['', false],
  ['。。。。。。。。。。。。', false],
  ['          ', false],
  ['😀😀😀😀😀😀😀😀😀😀', false],
  ['一二三四五六七八九', false],
  ['一二三、四五六！七八九。', false],
  ['一二三四五六七八九十', true],
  ['一二三、四五六、七八九、十', true],
  ['12345 热线转办单', true],
  ['too short', false],
  ['long enough', true],
])('[FREQ-6] %j has words: %s', (text, has) => {
  expect(hasWords(text, { reasonCharacters: 10 })).toBe(has);
});
