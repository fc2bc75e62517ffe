/**
 * The shape of an SM2 public key as we take it: uncompressed, 04 ‖ x ‖ y (GB/T 32918.1 §4.2.9). No arithmetic: whether
 * the point lies on the curve is seen where a signature is verified, and the page that reads key sets loads no curve.
 */
export const SM2_KEY_BYTES = 65;

export const isSm2Key = (key: Uint8Array): boolean => key.length === SM2_KEY_BYTES && key[0] === 4;
