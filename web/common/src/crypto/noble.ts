/** Ed25519 where WebCrypto does not know it: loaded only there, and of noble only what is used. */
import { etc, Point } from '@noble/ed25519';

export { getPublicKeyAsync, signAsync } from '@noble/ed25519';

/**
 * RFC 8032 §5.1.7 without the cofactor, S·B − k·A = R, as WebCrypto and OpenSSL have it. noble's own `verify` multiplies
 * by the cofactor in its strict mode too, and takes signatures that they refuse. S ≥ L and what is no point throw.
 */
export async function verifyByNoble(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const r = signature.subarray(0, 32);
  const hashed = etc.concatBytes(r, publicKey, message) as Uint8Array<ArrayBuffer>;
  const hash = await crypto.subtle.digest('SHA-512', hashed);
  const k = etc.mod(numberOf(new Uint8Array(hash)), Point.CURVE().n);
  const kA = Point.fromBytes(publicKey).multiply(k, false);
  const sB = Point.BASE.multiply(numberOf(signature.subarray(32)), false);
  return sB
    .subtract(kA)
    .toBytes()
    .every((byte, i) => byte === r[i]);
}

const numberOf = (littleEndian: Uint8Array): bigint => BigInt(`0x${etc.bytesToHex(littleEndian.slice().reverse())}`);
