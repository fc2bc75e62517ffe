import { expect, test } from 'vitest';
import { fileName, sayBytes } from './say-bytes.ts';

test.each([
  [1, '1 KB'],
  [2048, '2 KB'],
  [10 * 1024 * 1024, '10 MB'],
  [1_600_000, '1.5 MB'],
])('%d bytes are %s', (bytes, said) => {
  expect(sayBytes(bytes)).toBe(said);
});

test('a name keeps its ending, and has no path', () => {
  expect(fileName('投诉 材料.pdf')).toBe('投诉 材料.pdf');
  expect(fileName('C:\\a/b.jpg')).toBe('C: a b.jpg');
  expect(fileName('/')).toBe('file');
  const long = fileName(`${'长'.repeat(120)}.jpeg`);
  expect([long.length, long.endsWith('长.jpeg')]).toEqual([100, true]);
});
