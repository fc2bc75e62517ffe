/**
 * Derives costly keys in threads of low priority. On Node's own threads the priority is that of the server: half a second
 * of hashing then delays every other request on a small machine.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

export interface Derivation {
  readonly password: string;
  readonly salt: Uint8Array;
  /** Bytes of the key. */
  readonly length: number;
  readonly options: { readonly N: number; readonly r: number; readonly p: number; readonly maxmem: number };
}

/** The number of derivations that may run at once: half of the processors, so that the other half serves requests. */
export const PASSWORD_THREADS = Math.max(1, Math.floor(availableParallelism() / 2));

const SCRIPT = new URL('./password-thread.ts', import.meta.url);
const idle: Worker[] = [];

/** Starts a thread when none is idle: the caller limits how many derivations run at once. Throws when the thread fails. */
export async function deriveInThread(asked: Derivation): Promise<Buffer> {
  const thread = idle.pop() ?? new Worker(SCRIPT);
  thread.ref();
  const stop = new AbortController();
  try {
    thread.postMessage(asked);
    const ended = once(thread, 'exit', stop).then(() => {
      throw new Error('a password thread ended');
    });
    const [key] = (await Promise.race([once(thread, 'message', stop), ended])) as [Uint8Array];
    idle.push(thread);
    return Buffer.from(key);
  } finally {
    stop.abort();
    thread.unref();
  }
}
