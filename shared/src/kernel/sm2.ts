/**
 * SM2 signatures (GB/T 32918.2-2016) with SM3, as 64 bytes r ‖ s. The arithmetic is that of @noble/curves; nothing of
 * it is ours. Loaded only where an SM2 key is met.
 */
import { type WeierstrassPoint, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { type Bytes, concat, fromHex, toHex } from './bytes.ts';
import { err, ok, type Result } from './result.ts';
import { SM2_CURVE, sm2Digest } from './sm2-digest.ts';
import { isSm2Key } from './sm2-key.ts';

const ofHex = (hex: string): bigint => BigInt(`0x${hex}`);
const { p, a, b, n, Gx, Gy } = SM2_CURVE;
const N = ofHex(n);
const Point = weierstrass({ p: ofHex(p), a: ofHex(a), b: ofHex(b), n: N, h: 1n, Gx: ofHex(Gx), Gy: ofHex(Gy) });
const Scalar = Point.Fn;

/**
 * Bits of the tables that multiples are looked up in. Four: the first verification with a key costs a third of that with
 * the library's eight, and the following ones are still twice as quick as without a table.
 */
const WINDOW = 4;
Point.BASE.precompute(WINDOW);

export const SM2_SECRET_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** Keys that are kept with their tables of some five hundred points each. */
const MOST_POINTS = 64;

/**
 * §7.1. Total: false for whatever is no signature of 64 bytes under a public key of 65 bytes on the curve, and for
 * r and s outside 1 … n − 1.
 */
export function verifySm2(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (!isSm2Key(publicKey) || signature.length !== SIGNATURE_BYTES) return false;
  const r = toNumber(signature.subarray(0, 32));
  const s = toNumber(signature.subarray(32));
  if (!isScalar(r) || !isScalar(s)) return false;
  const t = Scalar.add(r, s);
  const point = t === 0n ? undefined : pointOf(publicKey);
  if (!point) return false;
  const sum = Point.BASE.multiplyUnsafe(s).add(point.multiplyUnsafe(t));
  return !sum.is0() && reduced(digestOf(publicKey, message) + sum.toAffine().x) === r;
}

export type SigningError = 'bad-secret' | 'draw-another';

/**
 * §6.1. `k` is 32 bytes drawn at random and never used again; the rare ones that the standard does not take want another
 * draw. On a server OpenSSL signs; this is for where it cannot, and for tests.
 */
export function signSm2(secret: Uint8Array, message: Uint8Array, k: Uint8Array): Result<Bytes, SigningError> {
  const publicKey = sm2PublicKey(secret);
  if (!publicKey) return err('bad-secret');
  const signed = k.length === 32 && signDigest(toNumber(secret), digestOf(publicKey, message), toNumber(k));
  return signed ? ok(concat(toBytes(signed.r), toBytes(signed.s))) : err('draw-another');
}

/** Steps 3 to 6; undefined where they say to draw another k. */
export function signDigest(d: bigint, e: bigint, k: bigint): { readonly r: bigint; readonly s: bigint } | undefined {
  if (!isScalar(k)) return undefined;
  const r = reduced(e + Point.BASE.multiply(k).toAffine().x);
  if (r === 0n || r + k === N) return undefined;
  const s = Scalar.mul(Scalar.inv(1n + d), Scalar.sub(k, Scalar.mul(r, d)));
  return s === 0n ? undefined : { r, s };
}

/** Undefined unless the secret is 32 bytes of 1 … n − 2 (GB/T 32918.1 §6.1). */
export function sm2PublicKey(secret: Uint8Array): Bytes | undefined {
  const d = secret.length === SM2_SECRET_BYTES ? toNumber(secret) : 0n;
  return d > 0n && d < N - 1n ? Uint8Array.from(Point.BASE.multiply(d).toBytes(false)) : undefined;
}

/** A memory of the last keys met: what it gives depends on the key alone. */
const points = new Map<string, { readonly point: WeierstrassPoint<bigint>; hasTable: boolean }>();

/** A key gets its table when it is met again: making one costs two verifications. */
function pointOf(publicKey: Uint8Array): WeierstrassPoint<bigint> | undefined {
  const name = toHex(publicKey);
  const known = points.get(name);
  if (known && !known.hasTable) {
    known.point.precompute(WINDOW);
    known.hasTable = true;
  }
  return known?.point ?? readPoint(publicKey, name);
}

function readPoint(publicKey: Uint8Array, name: string): WeierstrassPoint<bigint> | undefined {
  try {
    const point = Point.fromBytes(publicKey);
    point.assertValidity();
    if (points.size >= MOST_POINTS) points.clear();
    points.set(name, { point, hasTable: false });
    return point;
  } catch {
    return undefined; // not on the curve, or a coordinate that is none of the field
  }
}

const digestOf = (publicKey: Uint8Array, message: Uint8Array): bigint => toNumber(sm2Digest(publicKey, message));

const reduced = (value: bigint): bigint => value % N;
const isScalar = (value: bigint): boolean => value > 0n && value < N;
const toNumber = (bytes: Uint8Array): bigint => ofHex(toHex(bytes) || '0');
const toBytes = (value: bigint): Bytes => fromHex(value.toString(16).padStart(64, '0')) as Bytes;
