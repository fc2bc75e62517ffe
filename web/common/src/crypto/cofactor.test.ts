/** Verifiers are known to differ on signatures with points of small order. All of ours give the same answer. */
import { fromHex } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { afterEach, describe, expect, it, vi } from 'vitest';

const bytes = (hex: string) => fromHex(hex) as Uint8Array;
const key = bytes('4007da55933fc4e347bc451b387cfef6b0dfec7b14da5aab1738f47c52f77b70');
const message = Uint8Array.of(1);

/** R = r·B + T and S = r + k·a, T being a point of small order: with the cofactor all four hold. */
const SIGNATURES = {
  'as it should be': [
    '84c0e35194305fa99c844d4e3bde8933817326f479c3d72a50e10531f52fbb7e',
    '7f2a537dcce0aa6acbe6876986ff42fec33700f284f80b7e4e68fe8e7eb4cd09',
  ],
  'R with a part of order 8': [
    '24287051838e5b4bd9f87f3e6605fbe8e9282ba132e5a8b063bb8e9e09d1a648',
    '0220ba1f6b327ce12abe3c82080beffff8dbdb8e4c881a3eb5972efbd688d90f',
  ],
  'R of order 8': [
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    '9d99bbb24f05419ad6fead0ddb185d4ed7b7f8e5ee32ad07e6456897bb761605',
  ],
  'R is the neutral element': [
    '0100000000000000000000000000000000000000000000000000000000000000',
    '056fb76b886501cad93fad16706ac2b5b7e80542bcc6ddc4fefff5aa7aefca01',
  ],
} as const;

afterEach(() => vi.restoreAllMocks());

describe.each([
  ['WebCrypto', true],
  ['noble', false],
])('by %s', (_, knowsEd25519) => {
  it.each(Object.entries(SIGNATURES))('%s', async (name, [r, s]) => {
    vi.resetModules();
    if (!knowsEd25519) vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValue(new Error('NotSupportedError'));
    const { verifySignature, webCryptoKnowsEd25519 } = await import('./signatures.ts');
    expect(await webCryptoKnowsEd25519()).toBe(knowsEd25519);
    const holds = await verifySignature(ALGORITHM.eddsa, key, message, bytes(r + s));
    expect(holds).toBe(name === 'as it should be');
  });
});
