/** SHA-256 in no simulated time: the threads of WebCrypto answer in an order that no seed decides. */
import { createHash } from 'node:crypto';
import type { Digest } from '@liangma/shared/kernel/digest';

export const sha256: Digest = async (bytes) => Uint8Array.from(createHash('sha256').update(bytes).digest());
