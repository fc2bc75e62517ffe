/** Thread of `readSheet`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { RawCell } from '@liangma/shared/registry/import/cell';
import { readSheet } from 'read-excel-file/node';
import type { SheetLimits, SheetReply } from './read-sheet.ts';
import { unpackedSize } from './unpacked-size.ts';

const { bytes, limits } = workerData as { readonly bytes: Uint8Array; readonly limits: SheetLimits };

const cellOf = (value: unknown): RawCell => {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
};

async function read(): Promise<SheetReply> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (unpackedSize(file, limits) === undefined)
    return { error: '不是表格文件，或者解压后太大 (not a sheet, or too large)' };
  const rows = await readSheet(file);
  if (rows.length > limits.rows) return { error: 'too-many-rows' };
  return { rows: rows.map((row) => row.map(cellOf)) };
}

read().then(
  (reply) => parentPort?.postMessage(reply),
  () => parentPort?.postMessage({ error: '不是有效的 XLSX 文件 (not a valid XLSX file)' } satisfies SheetReply),
);
