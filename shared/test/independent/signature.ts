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
  return alg === EDDSA && publicKey.length === 32 && isStrong(publicKey);
}

const P = 2n ** 255n - 19n;
const D = mod(-121665n * power(121666n, P - 2n));

/** y below p, and eight times the point is not the neutral element. That it is a point at all shows in the signature. */
function isStrong(publicKey: Uint8Array): boolean {
  const y = BigInt(`0x${Buffer.from(publicKey).reverse().toString('hex')}`) % 2n ** 255n;
  if (y >= P) return false;
  let times = { y, z: 1n };
  for (let i = 0; i < 3; i++) times = double(times);
  return times.y !== times.z;
}

/** −x² + y² = 1 + d x² y²: doubling y / z needs no x, which the curve gives. The neutral element alone has y = 1. */
function double({ y, z }: { readonly y: bigint; readonly z: bigint }) {
  const [yy, zz] = [mod(y * y), mod(z * z)];
  return { y: mod(D * yy * yy + 2n * yy * zz - zz * zz), z: mod(zz * zz + 2n * D * yy * zz - D * yy * yy) };
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
