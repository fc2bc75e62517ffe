/** Files of rows: CSV, XLSX or lines of JSON. */
import type { RawRow } from '@liangma/shared/registry/import/import-rows';

export interface TableFile {
  readonly name: string;
  /** SHA-256 in hex. */
  hash(): Promise<string>;
  /** Batches of rows in the order of the file, from its beginning. Throws `UnreadableFile` or `TooManyRows`. */
  rows(): AsyncIterable<readonly RawRow[]>;
}

export interface Tables {
  /** A file that was uploaded. */
  fileOf(name: string, bytes: Uint8Array): TableFile;
  /** Writes rows of text as an XLSX file, the headings first. */
  sheetOf(rows: readonly (readonly string[])[]): Promise<Uint8Array>;
}

/** The file is of no known format, or is damaged. Its message is for people. */
export class UnreadableFile extends Error {}
export class TooManyRows extends Error {}
