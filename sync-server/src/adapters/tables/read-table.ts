/**
 * Reads the rows of a file: CSV (UTF-8, UTF-16 or GB18030), lines of JSON, or XLSX. Says by the bytes which one it is,
 * because people rename files. CSV and JSON are streamed.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import type { RawCell } from '@liangma/shared/registry/import/cell';
import type { RawRow } from '@liangma/shared/registry/import/import-rows';
import { parse } from 'csv-parse';
import { type TableFile, TooManyRows, UnreadableFile } from '../../ports/tables.ts';
import { bestEffort } from '../best-effort.ts';
import { readSheet, SHEET_LIMITS, type SheetLimits } from './read-sheet.ts';
import { repeatedKey } from './repeated-key.ts';

/** Bytes of a file, from their beginning as often as they are asked for. */
type Bytes = () => AsyncIterable<Uint8Array>;

export const fileAt = (path: string): TableFile => tableFile(path, () => createReadStream(path));

export const fileOf = (name: string, bytes: Uint8Array): TableFile =>
  tableFile(name, async function* () {
    for (let i = 0; i < bytes.length; i += PIECE) yield bytes.subarray(i, i + PIECE);
  });

function tableFile(name: string, open: Bytes): TableFile {
  let read: Promise<ReadSheet> | undefined;
  const sheet = () => (read ??= sheetOf(open, SHEET_LIMITS));
  return {
    name: name.replace(/^.*[\\/]/, ''),
    async prepare() {
      if (!startsWith(await headOf(open), ZIP)) return;
      await bestEffort(sheet(), 'reading the rows says why');
    },
    rows: () => readTable(open, sheet),
    otherSheets: async () => (read ? (await read).others : []),
    async hash() {
      const hash = createHash('sha256');
      for await (const piece of open()) hash.update(piece);
      return hash.digest('hex');
    },
  };
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];

const PIECE = 256 * 1024;

const HEAD = 64 * 1024;

/** PDF, PNG, JPEG, GIF, RAR, 7z, gzip. */
const SIGNS: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x1f, 0x8b],
];

interface ReadSheet {
  readonly rows: readonly RawRow[];
  /** Names of the sheets that were not read. */
  readonly others: readonly string[];
}

/** Batches of rows in the order of the file. */
async function* readTable(source: Bytes, sheet: () => Promise<ReadSheet>): AsyncGenerator<readonly RawRow[]> {
  const head = await headOf(source);
  if (startsWith(head, ZIP)) {
    const { rows } = await sheet();
    for (let i = 0; i < rows.length; i += ROWS_A_BATCH) yield rows.slice(i, i + ROWS_A_BATCH);
    return;
  }
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) throw new UnreadableFile('old-or-locked');
  if (SIGNS.some((sign) => startsWith(head, sign))) throw new UnreadableFile('not-a-table');
  const encoding = encodingOf(head);
  const beginning = new TextDecoder(encoding).decode(head).replace(/^\uFEFF/, '');
  const text = textOf(source, encoding);
  if (/^\s*<(?:!doctype|html|head|meta|table|\?xml)/i.test(beginning)) throw new UnreadableFile('web-page');
  if (/^\s*\[\s*[{\]]/.test(beginning)) throw new UnreadableFile('json-list');
  if (/^\s*\{/.test(beginning)) return yield* batched(jsonRows(text));
  yield* batched(csvRows(text, delimiterOf(beginning)));
}

async function headOf(source: Bytes): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source()) {
    pieces.push(piece);
    length += piece.length;
    if (length >= HEAD) break;
  }
  return new Uint8Array(Buffer.concat(pieces).subarray(0, HEAD));
}

const startsWith = (bytes: Uint8Array, sign: readonly number[]): boolean => sign.every((byte, i) => bytes[i] === byte);

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Spreadsheets of China save CSV as GB18030; its Chinese is never valid UTF-8. */
export function encodingOf(head: Uint8Array): Encoding {
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  const wide = wideEncodingOf(head);
  if (wide) return wide;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return 'gb18030';
  }
}

/** UTF-16 without its mark: commas, digits and ends of lines leave a zero in every second byte, always at the same side. */
function wideEncodingOf(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd < head.length / WIDE_SHARE || (even > 0 && odd > 0)) return undefined;
  return odd > 0 ? 'utf-16le' : 'utf-16be';
}

/** A zero among so many bytes, at least. */
const WIDE_SHARE = 40;

async function* textOf(source: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const piece of source()) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnreadableFile('not-text');
  }
}

const DELIMITERS = [',', '\t', ';', '，'];

/** Lines among which are the headings: a title may stand above them. */
const FIRST_LINES = 6;

/** The one that divides one of the first lines most often. */
function delimiterOf(beginning: string): string {
  const lines = beginning.split(/\r\n?|\n/, FIRST_LINES);
  const counts = DELIMITERS.map((one) => Math.max(...lines.map((line) => line.split(one).length)));
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

interface CsvRow {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** A record that cannot be divided into cells, such as one with an open quote, is named by the line where it begins. */
async function* csvRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<RawRow> {
  const malformed: number[] = [];
  let ended = 0;
  let isCut = false;
  const parser = pipeline(
    Readable.from(text),
    parse({
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      // Quotes within a cell that does not begin with one, as people type them, are text.
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
      skip_records_with_error: true,
      on_record: (record: string[], { lines }) => {
        ended = lines;
        return record;
      },
      on_skip: (error) => {
        // The parser goes on in the middle of a record that is too long: nothing after it can be told apart.
        if (!isCut) malformed.push(ended + 1);
        isCut ||= error?.code === 'CSV_MAX_RECORD_SIZE';
      },
    }),
    // An error of the text, such as bytes that are none, ends the rows and is thrown where they are read.
    () => undefined,
  );
  for await (const { record, info } of parser as AsyncIterable<CsvRow>) {
    if (isCut) break;
    const breaks = record.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
    yield { line: info.lines - breaks, cells: record };
  }
  for (const line of malformed) yield { line, cells: [], malformed: true };
}

async function* jsonRows(text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  let [rest, line] = ['', 0];
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const one of lines) {
      line++;
      if (one.trim() !== '') yield jsonRow(line, one);
    }
  }
  if (rest.trim() !== '') yield jsonRow(line + 1, rest);
}

function jsonRow(line: number, text: string): RawRow {
  try {
    const json = text.replace(/^\uFEFF/, '');
    const row: unknown = JSON.parse(json);
    const isRow = typeof row === 'object' && row !== null && !Array.isArray(row);
    if (!isRow || repeatedKey(json) !== undefined) return { line, cells: [], malformed: true };
    const cells: unknown[] = Object.values(row);
    return cells.every(isCell) ? { line, headings: Object.keys(row), cells } : { line, cells: [], malformed: true };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { line, cells: [], malformed: true };
  }
}

const isCell = (value: unknown): value is RawCell =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;

const ROWS_A_BATCH = 500;

async function* batched(rows: AsyncIterable<RawRow>): AsyncGenerator<RawRow[]> {
  let batch: RawRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS_A_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function sheetOf(source: Bytes, limits: SheetLimits): Promise<ReadSheet> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source()) {
    length += piece.length;
    if (length > limits.fileBytes) throw new UnreadableFile('too-large');
    pieces.push(piece);
  }
  const read = await readSheet(new Uint8Array(Buffer.concat(pieces)), limits);
  if ('error' in read) {
    if (read.error === 'too-many-rows') throw new TooManyRows(String(limits.rows));
    throw new UnreadableFile(read.error);
  }
  return { rows: read.rows.map((cells, i): RawRow => ({ line: i + 1, cells })), others: read.others };
}

/** @throws if the file cannot be opened, or is a folder. */
export async function assertReadable(path: string): Promise<void> {
  const file = await open(path, 'r');
  const isFile = (await file.stat()).isFile();
  await file.close();
  if (!isFile) throw new Error(`no file: ${path}`);
}
