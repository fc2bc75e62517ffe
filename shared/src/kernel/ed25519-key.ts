/**
 * Decides which 32 bytes are an Ed25519 public key. Keys with a y coordinate ≥ p and the points of small order
 * are refused at import: under them one signature fits many messages, and implementations disagree
 * (RFC 8032 §5.1.7; Chalkias et al., "Taming the many EdDSAs", 2020).
 */
import { toHex } from './bytes.ts';

/** y coordinates of the points whose order divides 8, little-endian, sign bit cleared. */
const SMALL_ORDER_Y = new Set([
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
]);

export function isStrongEd25519Key(key: Uint8Array): boolean {
  if (key.length !== 32) return false;
  const y = Uint8Array.from(key); // `slice` of a Node Buffer would be the key itself
  y[31] = (y[31] as number) & 0x7f;
  return isBelowP(y) && !SMALL_ORDER_Y.has(toHex(y));
}

/** p = 2^255 − 19: y ≥ p only where all bytes but the first are full. */
const isBelowP = (y: Uint8Array): boolean =>
  y[31] !== 0x7f || (y[0] as number) < 0xed || y.subarray(1, 31).some((byte) => byte !== 0xff);
