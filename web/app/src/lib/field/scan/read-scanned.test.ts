import { expect, test } from 'vitest';
import { readScanned } from './read-scanned.ts';

const DIGITS = '00123456789012345'.repeat(3);

test.each([
  [`https://liangma.example.cn/c#${DIGITS}`, 'task-code'],
  [`https://liangma.example.cn/c/${DIGITS}`, 'task-code'],
  [DIGITS, 'task-code'],
  [`https://liangma.example.cn/r#${DIGITS}`, 'acknowledgement'],
  ['https://liangma.example.cn/r#9', 'acknowledgement'],
  [`https://liangma.example.cn/r/${DIGITS}`, 'unknown'],
  [`https://liangma.example.cn/d#${DIGITS}`, 'unknown'],
  ['https://pay.example.cn/q/1234', 'unknown'],
  ['WIFI:S:guest;;', 'unknown'],
  ['', 'unknown'],
] as const)('%j is %s', (text, kind) => {
  expect(readScanned(text)).toEqual(kind === 'unknown' ? { kind } : { kind, text });
});
