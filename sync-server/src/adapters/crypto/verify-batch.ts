/** Signatures on their way to a thread, as one piece of memory that changes hands: copying many small ones costs more. */
import { join } from '@liangma/shared/kernel/bytes';
import type { Signed } from './verify-now.ts';

/** Algorithm, and the lengths of key, message and signature. */
const INTEGERS_EACH = 4;

/** Packs a batch: the count, four-byte integers for each signature, then all bytes. */
export function batchOf(asked: readonly Signed[]): Uint8Array<ArrayBuffer> {
  const head = new Int32Array(1 + INTEGERS_EACH * asked.length);
  head[0] = asked.length;
  for (const [i, { alg, publicKey, message, signature }] of asked.entries()) {
    head.set([alg, publicKey.length, message.length, signature.length], 1 + INTEGERS_EACH * i);
  }
  const parts = asked.flatMap(({ publicKey, message, signature }) => [publicKey, message, signature]);
  return join([new Uint8Array(head.buffer), ...parts]);
}

export function signedIn({ buffer }: Uint8Array<ArrayBuffer>): Signed[] {
  const [count = 0] = new Int32Array(buffer, 0, 1);
  const head = new Int32Array(buffer, Int32Array.BYTES_PER_ELEMENT, INTEGERS_EACH * count);
  let at = Int32Array.BYTES_PER_ELEMENT + head.byteLength;
  const next = (length: number): Uint8Array => {
    at += length;
    return new Uint8Array(buffer, at - length, length);
  };
  return Array.from({ length: count }, (_, i) => {
    const [alg = 0, key = 0, message = 0, signature = 0] = head.subarray(INTEGERS_EACH * i, INTEGERS_EACH * (i + 1));
    return { alg: alg as Signed['alg'], publicKey: next(key), message: next(message), signature: next(signature) };
  });
}
