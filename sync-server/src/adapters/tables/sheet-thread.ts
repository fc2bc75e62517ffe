/** Thread of `readSheet`. The reader that starts no thread of its own: what it takes counts within the limits of this one. */
import { parentPort, workerData } from 'node:worker_threads';
import type { RawCell } from '@liangma/shared/registry/import/cell';
import { readSheet } from 'read-excel-file/universal';
import type { SheetLimits, SheetReply } from './read-sheet.ts';
import { checkSheet } from './sheet-check.ts';
import { BadZip } from './unpacked-entries.ts';

const { bytes, limits } = workerData as { readonly bytes: Uint8Array<ArrayBuffer>; readonly limits: SheetLimits };

/** Text of a cell whose formula has no value: whoever reads it refuses it. */
const ERROR = '#N/A';

const cellOf = (value: unknown): RawCell => {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
};

async function read(): Promise<SheetReply> {
  const check = checkSheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits);
  if (!('sheet' in check)) return check;
  const rows = await readSheet(bytes.slice().buffer, check.sheet);
  if (rows.length > limits.rows) return { error: 'too-many-rows' };
  const cells = rows.map((row) => row.map(cellOf));
  for (const [row, column] of check.wrong) {
    const there = cells[row];
    if (!there) continue;
    while (there.length < column) there.push(null);
    there[column] = ERROR;
  }
  return { rows: cells, others: check.others };
}

read().then(
  (reply) => parentPort?.postMessage(reply),
  (error: unknown) =>
    parentPort?.postMessage({ error: error instanceof BadZip ? error.reason : 'not-a-sheet' } satisfies SheetReply),
);
