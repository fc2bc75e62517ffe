/** One of the threads of `verifyInThreads`: a batch comes in, of each signature comes back a byte, 1 where it holds. */
import { parentPort } from 'node:worker_threads';
import { signedIn } from './verify-batch.ts';
import { verifyNow } from './verify-now.ts';

parentPort?.on('message', (batch: Uint8Array<ArrayBuffer>) => {
  const holds = Uint8Array.from(signedIn(batch), (one) => Number(verifyNow(one)));
  parentPort?.postMessage(holds, [holds.buffer]);
});
