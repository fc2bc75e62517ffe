/** Reads the first sheet of an XLSX file in a thread of its own, within limits: the file is a zip, and a small one can be huge. */
import { Worker } from 'node:worker_threads';
import type { RawCell } from '@liangma/shared/registry/import/cell';

export interface SheetLimits {
  readonly fileBytes: number;
  /** Sum over all files of the zip. */
  readonly unpackedBytes: number;
  readonly entries: number;
  readonly rows: number;
  readonly milliseconds: number;
  readonly memoryMegabytes: number;
}

export const SHEET_LIMITS: SheetLimits = {
  fileBytes: 60_000_000,
  unpackedBytes: 400_000_000,
  entries: 500,
  rows: 200_000,
  milliseconds: 180_000,
  memoryMegabytes: 2_048,
};

/** Reply of the thread. `error` is a text for people, or `too-many-rows`. */
export type SheetReply = { readonly rows: readonly (readonly RawCell[])[] } | { readonly error: string };

const SCRIPT = new URL('./sheet-thread.ts', import.meta.url);

export async function readSheet(bytes: Uint8Array, limits: SheetLimits): Promise<SheetReply> {
  const thread = new Worker(SCRIPT, {
    workerData: { bytes, limits },
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes },
  });
  const tooMuch = '表格太大或已损坏，请用 CSV (the sheet is too large or damaged; use CSV)';
  return new Promise<SheetReply>((resolve) => {
    const timer = setTimeout(() => resolve({ error: tooMuch }), limits.milliseconds);
    thread.once('message', (reply: SheetReply) => resolve(reply));
    // Also when the thread runs out of memory.
    thread.once('error', () => resolve({ error: tooMuch }));
    thread.once('exit', () => {
      clearTimeout(timer);
      resolve({ error: tooMuch });
    });
  }).finally(() => thread.terminate());
}
