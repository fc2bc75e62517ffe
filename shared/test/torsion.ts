/**
 * Signatures that only the owner of a key can make and over which verifiers are known to disagree: key and R with and
 * without a part of small order (Chalkias et al., "Taming the many EdDSAs", 2020, §3).
 */
import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { toHex } from '../src/kernel/bytes.ts';
import type { SignatureCase } from './ed25519-vectors.ts';

const { Point } = ed25519;
type EdPoint = typeof Point.BASE;
const L = Point.Fn.ORDER;
const SECRET = 0x123456789abcdefn;
const NONCE = 0xfedcba987654321n;
const OF_ORDER_8 = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', true);

/** All eight points of small order at each of the two places, R with and without a part of large order, two messages. */
export function torsionCases(): readonly SignatureCase[] {
  const eighths = Array.from({ length: 8 }, (_, i) => i);
  return eighths.flatMap((inKey) =>
    eighths.flatMap((inR) =>
      [0n, NONCE].flatMap((nonce) => [1, 2].map((message) => aCase(inKey, inR, nonce, Uint8Array.of(message)))),
    ),
  );
}

function aCase(inKey: number, inR: number, nonce: bigint, message: Uint8Array): SignatureCase {
  const key = withPart(SECRET, inKey);
  const r = withPart(nonce, inR);
  const k = numberOf(createHash('sha512').update(r.toBytes()).update(key.toBytes()).update(message).digest()) % L;
  const s = (nonce + k * SECRET) % L;
  // RFC 8032 §5.1.7 without the cofactor; and we take no R of small order.
  const holds = nonce !== 0n && Point.BASE.multiply(s).equals(r.add(key.multiplyUnsafe(k)));
  return {
    name: `torsion ${inKey} in the key, ${inR} in R${nonce === 0n ? ' of small order' : ''}, message ${message[0]}`,
    key: toHex(key.toBytes()),
    message: toHex(message),
    holds,
    signature: toHex(r.toBytes()) + toHex(bytesOf(s)),
  };
}

function withPart(scalar: bigint, eighths: number): EdPoint {
  const large = scalar === 0n ? Point.ZERO : Point.BASE.multiply(scalar);
  return eighths === 0 ? large : large.add(OF_ORDER_8.multiplyUnsafe(BigInt(eighths)));
}

/** Little-endian. */
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);
const bytesOf = (n: bigint): Uint8Array =>
  Uint8Array.from(Buffer.from(n.toString(16).padStart(64, '0'), 'hex')).reverse();
