/** A thread of `verifyInThreads`: takes a batch, and answers with a byte for each signature, 1 if it holds. */
import { parentPort } from 'node:worker_threads';
import { signedIn } from './verify-batch.ts';
import { verifyNow } from './verify-now.ts';

parentPort?.on('message', (batch: Uint8Array<ArrayBuffer>) => {
  const holds = Uint8Array.from(signedIn(batch), (one) => Number(verifyNow(one)));
  parentPort?.postMessage(holds, [holds.buffer]);
});
