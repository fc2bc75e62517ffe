import { codeText } from '@liangma/shared/task-code/text';
import { expect, test } from 'vitest';
import { qrOf } from './qr.ts';

const code = (bytes: number) => codeText('https://liangma.example.gov.cn', new Uint8Array(bytes).fill(0xa7));

test('a code of two matters and two officers is version 12 at level M', () => {
  expect(qrOf(code(229))).toMatchObject({ version: 12, level: 'M', size: 65 });
});

test('version 13 is the ceiling at level M; above it level L', () => {
  expect(qrOf(code(290))).toMatchObject({ version: 13, level: 'M' });
  expect(qrOf(code(310))).toMatchObject({ level: 'L' });
});

test('the path covers exactly the dark modules of the finder in the corner', () => {
  expect(qrOf(code(229)).path.startsWith('M0 0h7v1H0z')).toBe(true);
});

test('a text that is no code is drawn unchanged', () => {
  expect(qrOf('hello').version).toBe(1);
});
