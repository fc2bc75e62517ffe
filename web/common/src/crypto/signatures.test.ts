import { ALGORITHM, type VerifySignature } from '@liangma/shared/kernel/cose';
import { signSm2, sm2PublicKey } from '@liangma/shared/kernel/sm2';
import { afterEach, describe, expect, it, vi } from 'vitest';

const SM2 = '@liangma/shared/kernel/sm2';
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const message = random(200);
/** Kept from before a test takes it away. */
const generateKey = crypto.subtle.generateKey.bind(crypto.subtle);

async function ed25519Signature() {
  const pair = (await generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, message));
  return { alg: ALGORITHM.eddsa, publicKey, signature };
}

async function sm2Signature() {
  const secret = random(32);
  const signed = signSm2(secret, message, random(32));
  if (!signed.ok) throw new Error(signed.error);
  return { alg: ALGORITHM.sm2, publicKey: sm2PublicKey(secret) as Uint8Array, signature: signed.value };
}

/** A browser as it starts. */
async function aBrowser(knowsEd25519 = true): Promise<VerifySignature> {
  vi.resetModules();
  if (!knowsEd25519) vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValue(new Error('NotSupportedError'));
  return (await import('./signatures.ts')).verifySignature;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.doUnmock(SM2);
});

describe.each([
  ['Ed25519 by WebCrypto', true, ed25519Signature],
  ['Ed25519 by noble', false, ed25519Signature],
  ['SM2', true, sm2Signature],
])('%s', (_, knows, make) => {
  it('accepts a signed message and nothing else', async () => {
    const verify = await aBrowser(knows);
    const { alg, publicKey, signature } = await make();
    const turned = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
    expect(await verify(alg, publicKey, message, signature)).toBe(true);
    expect(await verify(alg, publicKey, turned(message, 9), signature)).toBe(false);
    expect(await verify(alg, publicKey, message, turned(signature, 0))).toBe(false);
    expect(await verify(alg, publicKey, message, turned(signature, 63))).toBe(false);
    expect(await verify(alg, turned(publicKey, 20), message, signature)).toBe(false);
    expect(await verify(alg, (await make()).publicKey, message, signature)).toBe(false);
    for (const length of [0, 63])
      expect(await verify(alg, publicKey, message, signature.subarray(0, length))).toBe(false);
    expect(await verify(alg, publicKey, message, Uint8Array.of(...signature, 0))).toBe(false);
    expect(await verify(alg, publicKey.subarray(1), message, signature)).toBe(false);
  });

  it('rejects a key of the other suite', async () => {
    const verify = await aBrowser(knows);
    const { alg, publicKey, signature } = await make();
    const other = alg === ALGORITHM.sm2 ? ALGORITHM.eddsa : ALGORITHM.sm2;
    expect(await verify(other, publicKey, message, signature)).toBe(false);
  });
});

describe('the curve of SM2', () => {
  const loads = () => {
    let loaded = 0;
    vi.doMock(SM2, () => {
      loaded++;
      throw new Error('no network');
    });
    return () => loaded;
  };

  it('is not loaded for Ed25519', async () => {
    const verify = await aBrowser();
    const loaded = loads();
    const { alg, publicKey, signature } = await ed25519Signature();
    expect(await verify(alg, publicKey, message, signature)).toBe(true);
    expect(loaded()).toBe(0);
  });

  it('decides nothing about a signature if it cannot be loaded', async () => {
    const verify = await aBrowser();
    const loaded = loads();
    const { alg, publicKey, signature } = await sm2Signature();
    await expect(verify(alg, publicKey, message, signature)).rejects.toThrow();
    expect(loaded()).toBe(1);
  });
});
