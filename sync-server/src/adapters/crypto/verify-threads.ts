/**
 * Verifying is most of what a push costs. It is done in threads of its own, and what is asked in one turn of the event
 * loop goes there together: handed over one by one, a signature costs this thread a third of what verifying it does
 * (docs/adr/0014-verify-in-threads.md).
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { VerifySignature } from '@liangma/shared/kernel/cose';
import { batchOf } from './verify-batch.ts';
import type { Signed } from './verify-now.ts';

interface Asked extends Signed {
  readonly settle: (holds: boolean) => void;
  readonly fail: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Batches that it was handed and has not answered, in that order. */
  readonly batches: Asked[][];
}

/** More than one thread hands over is not verified faster by more. */
const MAX_THREADS = 4;
/** A large push is shared out. */
const MAX_BATCH = 64;

const THREADS = Math.min(MAX_THREADS, Math.max(1, availableParallelism() - 1));
const SCRIPT = new URL('./verify-thread.ts', import.meta.url);

/** Threads start with the first signatures and keep the process alive while they work. One that ends fails what it had. */
export function verifyInThreads(count = THREADS, script = SCRIPT): VerifySignature {
  const threads: Thread[] = [];
  let asked: Asked[] = [];

  const start = (): Thread => {
    const thread: Thread = { worker: new Worker(script), batches: [] };
    thread.worker.on('message', (holds: Uint8Array) => {
      for (const [i, one] of (thread.batches.shift() ?? []).entries()) one.settle(holds[i] === 1);
      if (thread.batches.length === 0) thread.worker.unref();
    });
    const end = (error: Error) => {
      if (threads.includes(thread)) threads.splice(threads.indexOf(thread), 1);
      for (const one of thread.batches.splice(0).flat()) one.fail(error);
    };
    thread.worker.on('error', end);
    thread.worker.on('exit', (code) => end(new Error(`a verifying thread ended with ${code}`)));
    threads.push(thread);
    return thread;
  };

  const leastBusy = (): Thread => {
    if (threads.length < count) return start();
    return threads.reduce((a, b) => (b.batches.length < a.batches.length ? b : a));
  };

  const handOver = (): void => {
    for (let from = 0; from < asked.length; from += MAX_BATCH) {
      const batch = asked.slice(from, from + MAX_BATCH);
      const { worker, batches } = leastBusy();
      batches.push(batch);
      worker.ref();
      const bytes = batchOf(batch);
      worker.postMessage(bytes, [bytes.buffer]);
    }
    asked = [];
  };

  return (alg, publicKey, message, signature) =>
    new Promise((settle, fail) => {
      if (asked.length === 0) setImmediate(handOver);
      asked.push({ alg, publicKey, message, signature, settle, fail });
    });
}
