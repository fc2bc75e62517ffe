/** Rows of an export: they read back as they are, and no spreadsheet runs a cell of them. */

import { csvLine, safeCell } from '@liangma/shared/registry/import/export-text';
import type { ImportKind } from '@liangma/shared/registry/import/import-kind';
import type { ReadTx } from '../../ports/store.ts';
import type { StoredKind } from './stored-kinds.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The row of example of a template, below the headings. */
export const exampleRow = <T>({ columns }: Pick<ImportKind<T>, 'columns'>): string[] =>
  columns.map(({ example }) => example);

export const headingRow = <T>({ columns }: Pick<ImportKind<T>, 'columns'>): string[] =>
  columns.map(({ headings }) => headings[0]);

/** Cells of all entries of a region, in batches. */
export async function* exportRows<T>(tx: ReadTx, kind: StoredKind<T>, region: string): AsyncGenerator<string[][]> {
  for await (const entries of kind.all(tx, region)) {
    yield entries.map((entry) => {
      const cells = kind.cells(entry);
      return kind.columns.map(({ key }) => safeCell(cells[key] ?? ''));
    });
  }
}

/** A spreadsheet reads UTF-8 only with it. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Text of a CSV file or of lines of JSON, in pieces. */
export async function* exportText<T>(
  kind: ImportKind<T>,
  rows: AsyncIterable<readonly (readonly string[])[]>,
  format: Exclude<ExportFormat, 'xlsx'>,
): AsyncGenerator<string> {
  if (format === 'csv') yield BYTE_ORDER_MARK + csvLine(headingRow(kind));
  for await (const batch of rows) {
    const lines = batch.map((row) =>
      format === 'csv'
        ? csvLine(row)
        : `${JSON.stringify(Object.fromEntries(kind.columns.map(({ key }, i) => [key, row[i] ?? ''])))}\n`,
    );
    yield lines.join('');
  }
}

/** All rows below their headings, for a sheet. */
export async function allRows<T>(
  kind: ImportKind<T>,
  rows: AsyncIterable<readonly (readonly string[])[]>,
): Promise<(readonly string[])[]> {
  const all: (readonly string[])[] = [headingRow(kind)];
  for await (const batch of rows) all.push(...batch);
  return all;
}
