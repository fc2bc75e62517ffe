import { expect, test } from 'vitest';
import { sayFullWindow } from './full-date.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);

test('a document states the year, and the second day only where it differs', () => {
  const window = { from: at('2026-11-24T10:00'), to: at('2026-11-24T14:00') };
  expect(sayFullWindow(window, 'zh-CN')).toBe('2026 年 11 月 24 日 10:00 至 14:00');
  expect(sayFullWindow({ ...window, to: at('2026-11-25T01:00') }, 'en')).toBe(
    '24 November 2026 10:00 to 25 November 2026 01:00',
  );
});
