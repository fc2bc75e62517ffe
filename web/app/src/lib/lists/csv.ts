/** Rows as a CSV file that WPS and Excel open as it is meant: UTF-8 with a mark, texts kept texts, no formulas. */
import type { Result } from '@liangma/shared/kernel/result';
import type { ListQuery, ListSpec } from '@liangma/shared/lists/list-query';
import { MAX_PAGE_ROWS } from '@liangma/shared/lists/list-query';
import type { ListSource } from '#lib/api/lists.ts';
import type { Problem } from '#lib/api/problem.ts';

export interface CsvColumn<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
}

const BYTE_ORDER_MARK = '\uFEFF';
const LINE = '\r\n';

/** Spreadsheets run a cell that begins so as a formula (CWE-1236). */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
/** Spreadsheets round a longer number, and drop the zeros at its beginning. */
const LONG_NUMBER = /^(\d{12,}|0\d+)$/;

export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : LONG_NUMBER.test(text) ? `\t${text}` : text;
  return /["\r\n,\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (cells: readonly string[]): string => cells.map(csvCell).join(',') + LINE;

/**
 * Reads all pages of a query and makes the file. The server audits the first page. `onrows` hears how many rows are there;
 * when a page cannot be had, there is no file: half a list would look whole.
 */
export async function csvOf<S extends ListSpec, Row>(
  source: ListSource<S, Row>,
  { q, filters, sort }: ListQuery<S>,
  columns: readonly CsvColumn<Row>[],
  onrows: (rows: number) => void,
): Promise<Result<Blob, Problem>> {
  const parts = [BYTE_ORDER_MARK, csvLine(columns.map(({ title }) => title))];
  let after: string | undefined;
  let rows = 0;
  do {
    const page = await source.read({ q, filters, sort, after, limit: MAX_PAGE_ROWS, purpose: 'export' });
    if (!page.ok) return page;
    for (const row of page.value.rows) parts.push(csvLine(columns.map(({ text }) => text(row))));
    rows += page.value.rows.length;
    onrows(rows);
    after = page.value.next ?? undefined;
  } while (after !== undefined);
  return { ok: true, value: new Blob(parts, { type: 'text/csv;charset=utf-8' }) };
}

const CHINA = 8 * 3_600_000;

/** `2026-11-30 10:00` in China's time, so that a spreadsheet sorts it. */
export const csvTime = (at: number): string => new Date(at + CHINA).toISOString().slice(0, 16).replace('T', ' ');
