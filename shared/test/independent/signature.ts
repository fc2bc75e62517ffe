/** §2: the two suites, and which bytes are a key of each. */
import { createPublicKey, verify } from 'node:crypto';
import { holdsSm2 } from './sm2.ts';

export const EDDSA = -8;
export const SM2 = -70100;

export function holds(alg: number, publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || !isKey(alg, publicKey)) return false;
  if (alg === SM2) return holdsSm2(publicKey, message, signature);
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, message, key, signature) && isStrong(signature.subarray(0, 32));
}

export function isKey(alg: number, publicKey: Uint8Array): boolean {
  if (alg === SM2) return publicKey.length === 65 && publicKey[0] === 4;
  return alg === EDDSA && publicKey.length === 32 && rememberedStrong(publicKey);
}

const strong = new Map<string, boolean>();

function rememberedStrong(publicKey: Uint8Array): boolean {
  const name = Buffer.from(publicKey).toString('hex');
  const known = strong.get(name) ?? isStrong(publicKey);
  strong.set(name, known);
  return known;
}

const P = 2n ** 255n - 19n;
const D = mod(-121665n * power(121666n, P - 2n));

/** y below p, and eight times the point is not the neutral element. That it is a point at all shows in the signature. */
function isStrong(publicKey: Uint8Array): boolean {
  const y = BigInt(`0x${Buffer.from(publicKey).reverse().toString('hex')}`) % 2n ** 255n;
  if (y >= P) return false;
  let square = { xx: mod((y * y - 1n) * power(D * y * y + 1n, P - 2n)), y };
  for (let i = 0; i < 3; i++) square = double(square);
  return !(square.xx === 0n && square.y === 1n);
}

/** −x² + y² = 1 + d x² y². Doubling needs x² alone for y, and gives the next x² from the curve. */
function double({ xx, y }: { readonly xx: bigint; readonly y: bigint }) {
  const yy = mod(y * y);
  const next = mod((yy + xx) * power(1n - D * xx * yy, P - 2n));
  return { xx: mod((next * next - 1n) * power(D * next * next + 1n, P - 2n)), y: next };
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, mod(base)];
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}

function mod(n: bigint): bigint {
  return ((n % P) + P) % P;
}
