/** Files of rows: CSV, XLSX or lines of JSON. */
import type { UnreadableReason } from '@liangma/shared/registry/import/expected';
import type { RawRow } from '@liangma/shared/registry/import/import-rows';

export interface TableFile {
  readonly name: string;
  /** SHA-256 in hex. */
  hash(): Promise<string>;
  /** Reads as much as has to be read at once, so that no transaction waits for it. Throws nothing. */
  prepare(): Promise<void>;
  /** Batches of rows in the order of the file, from its beginning. Throws `UnreadableFile`, `WrongCell` or `TooManyRows`. */
  rows(): AsyncIterable<readonly RawRow[]>;
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

/** A cell of a sheet has the error of a formula: it must not be taken for an empty one. */
export class WrongCell extends Error {
  readonly cell: string;
  readonly line: number;

  constructor(cell: string, line: number) {
    super(cell);
    this.cell = cell;
    this.line = line;
  }
}

export class TooManyRows extends Error {}
