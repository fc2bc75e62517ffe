/** A thread of `deriveInThread`: a derivation comes in, its key goes back. */
import { scryptSync } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { Derivation } from './password-threads.ts';

/** Linux gives each thread a number and a priority of its own (`proc(5)`); elsewhere the thread keeps the server's. */
try {
  setPriority(Number(basename(readlinkSync('/proc/thread-self'))), constants.priority.PRIORITY_LOW);
} catch (error) {
  // A system error (no such file, not permitted) has a code: then the thread keeps the server's priority.
  if (!(error instanceof Error && 'code' in error)) throw error;
}

parentPort?.on('message', ({ password, salt, length, options }: Derivation) => {
  const key = new Uint8Array(scryptSync(password, salt, length, options));
  parentPort?.postMessage(key, [key.buffer]);
});
