/** Reads the first sheet of an XLSX file in a thread of its own, within limits: the file is a zip, and a small one can be huge. */
import { Worker } from 'node:worker_threads';
import type { RawCell } from '@liangma/shared/registry/import/cell';
import type { UnreadableReason } from '@liangma/shared/registry/import/expected';
import { oneAfterAnother } from './one-after-another.ts';

export interface SheetLimits {
  readonly fileBytes: number;
  /** Sum over all files of the zip. */
  readonly unpackedBytes: number;
  readonly entries: number;
  /** Rows times columns up to the last cell. */
  readonly cells: number;
  readonly rows: number;
  readonly milliseconds: number;
  readonly memoryMegabytes: number;
}

export const SHEET_LIMITS: SheetLimits = {
  fileBytes: 60_000_000,
  unpackedBytes: 400_000_000,
  entries: 500,
  cells: 20_000_000,
  rows: 200_000,
  milliseconds: 180_000,
  memoryMegabytes: 2_048,
};

/** Reply of the thread. `others`: names of sheets that were not read. */
export type SheetReply =
  | { readonly rows: readonly (readonly RawCell[])[]; readonly others: readonly string[] }
  | { readonly error: UnreadableReason | 'too-many-rows' };

const SCRIPT = new URL('./sheet-thread.ts', import.meta.url);

/** Threads may take 2 GB each: one at a time, whoever sends how many files. */
export const readSheet = oneAfterAnother(readInThread);

async function readInThread(bytes: Uint8Array, limits: SheetLimits): Promise<SheetReply> {
  const thread = new Worker(SCRIPT, {
    workerData: { bytes, limits },
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes },
  });
  const tooMuch = { error: 'too-large' } as const;
  return new Promise<SheetReply>((resolve) => {
    const timer = setTimeout(() => resolve(tooMuch), limits.milliseconds);
    thread.once('message', (reply: SheetReply) => resolve(reply));
    // Also when the thread runs out of memory.
    thread.once('error', () => resolve(tooMuch));
    thread.once('exit', () => {
      clearTimeout(timer);
      resolve(tooMuch);
    });
  }).finally(() => thread.terminate());
}
