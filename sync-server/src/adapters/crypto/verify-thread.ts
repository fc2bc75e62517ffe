/** One of the threads of `verifyInThreads`: a batch comes in, of each signature comes back whether it holds. */
import { parentPort } from 'node:worker_threads';
import { verifyNow } from './verify-now.ts';
import type { Batch } from './verify-threads.ts';

parentPort?.on('message', ({ algs, lengths, bytes }: Batch) => {
  let at = 0;
  const next = (i: number): Uint8Array => {
    at += lengths[i] as number;
    return bytes.subarray(at - (lengths[i] as number), at);
  };
  const holds = algs.map((alg, i) => {
    const [publicKey, message, signature] = [next(3 * i), next(3 * i + 1), next(3 * i + 2)];
    return verifyNow({ alg, publicKey, message, signature });
  });
  parentPort?.postMessage(holds);
});
