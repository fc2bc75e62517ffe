/** Files of rows: CSV, XLSX or lines of JSON. */
import type { UnreadableReason } from '@liangma/shared/registry/import/expected';
import type { RawRow } from '@liangma/shared/registry/import/import-rows';

export interface TableFile {
  readonly name: string;
  /** SHA-256 in hex. */
  hash(): Promise<string>;
  /** Reads as much as has to be read at once, so that no transaction waits for it. Throws nothing. */
  prepare(): Promise<void>;
  /** Batches of rows in the order of the file, from its beginning. Throws `UnreadableFile` or `TooManyRows`. */
  rows(): AsyncIterable<readonly RawRow[]>;
  /** Names of the other visible sheets with cells, once the rows were read without an error; empty where a file has no sheets. */
  otherSheets(): Promise<readonly string[]>;
}

export interface Tables {
  /** A file that was uploaded. */
  fileOf(name: string, bytes: Uint8Array): TableFile;
  /** Writes rows of text as an XLSX file, the headings first. */
  sheetOf(rows: readonly (readonly string[])[]): Promise<Uint8Array>;
}

/** The file is of no known format, or is damaged. */
export class UnreadableFile extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason) {
    super(reason);
    this.reason = reason;
  }
}

export class TooManyRows extends Error {}
