/**
 * The digest that an SM2 signature covers (GB/T 32918.2-2016): SM3 of Z and the message, where Z binds user id, curve and public
 * key (§5.5). The user id of our profile is the default of GB/T 35276 §10; as a part of what is signed it is pinned, and
 * a signature under any other, such as that of RFC 8998, is none of ours.
 */
import { type Bytes, concat, fromHex, utf8 } from './bytes.ts';
import { sm3 } from './sm3.ts';

/** The curve of GB/T 32918.5 §2 (sm2p256v1), as hex digits. */
export const SM2_CURVE = {
  p: 'fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff',
  a: 'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc',
  b: '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93',
  n: 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123',
  Gx: '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
  Gy: 'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
} as const;

export const SM2_USER_ID = '1234567812345678';

const CURVE_BYTES = fromHex(SM2_CURVE.a + SM2_CURVE.b + SM2_CURVE.Gx + SM2_CURVE.Gy) as Bytes;

/** Z = SM3(ENTL ‖ ID ‖ a ‖ b ‖ xG ‖ yG ‖ xA ‖ yA), ENTL being the length of the id in bits. The key is 04 ‖ x ‖ y. */
export function sm2UserHash(publicKey: Uint8Array): Bytes {
  const id = utf8(SM2_USER_ID);
  const bits = id.length * 8;
  return sm3(concat(Uint8Array.of(bits >> 8, bits & 255), id, CURVE_BYTES, publicKey.subarray(1)));
}

/** e = SM3(Z ‖ M), §6.1 steps 1 and 2. */
export const sm2Digest = (publicKey: Uint8Array, message: Uint8Array): Bytes =>
  sm3(concat(sm2UserHash(publicKey), message));
