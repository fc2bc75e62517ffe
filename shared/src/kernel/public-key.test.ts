import { expect, test } from 'vitest';
import { verifyEither } from '../../test/suites.ts';
import { torsionCases } from '../../test/torsion.ts';
import { fromHex } from './bytes.ts';
import { ALGORITHM } from './cose.ts';
import { isSignature } from './public-key.ts';

const bytes = (hex: string) => fromHex(hex) as Uint8Array;

test.each([
  ['64 bytes', 'eddsa', '02'.repeat(64), true],
  ['64 bytes', 'sm2', '00'.repeat(64), true],
  ['63 bytes', 'eddsa', '02'.repeat(63), false],
  ['65 bytes', 'sm2', '02'.repeat(65), false],
  ['R is the neutral element', 'eddsa', `01${'00'.repeat(63)}`, false],
  [
    'R of order 8',
    'eddsa',
    `c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a${'02'.repeat(32)}`,
    false,
  ],
  ['y of R not below p', 'eddsa', `ee${'ff'.repeat(30)}7f${'02'.repeat(32)}`, false],
] as const)('a signature of the suite, as far as its bytes tell: %s of %s', (_, suite, hex, expected) => {
  expect(isSignature(ALGORITHM[suite], bytes(hex))).toBe(expected);
});

test('a signature holds without the cofactor, for key and R with and without a part of small order, and under no R of small order', async () => {
  const cases = torsionCases();
  expect(cases).toHaveLength(256);
  for (const { name, key, message, signature, holds } of cases)
    expect([name, await verifyEither(ALGORITHM.eddsa, bytes(key), bytes(message), bytes(signature))]).toEqual([
      name,
      holds,
    ]);
  expect(cases.filter(({ holds }) => holds).length).toBeGreaterThan(2);
});
