/** Columns of a file of registry rows: their headings, and the row that is read by them. */
import { err, ok, type Result } from '../../kernel/result.ts';
import {
  type CellReader,
  type CellValue,
  isCellError,
  isFormula,
  isNothing,
  isRounded,
  type RawCell,
  readAgencyCode,
  readPhone,
  textOf,
  unescaped,
} from './cell.ts';
import type { CellProblem } from './problem.ts';

export interface Column {
  /** English heading, and the key in JSON. */
  readonly key: string;
  /** Official heading first, then others that are understood. */
  readonly headings: readonly [string, ...string[]];
  readonly required: boolean;
  readonly read: CellReader;
  /** Value in the row of example of a template. */
  readonly example: string;
  /** True where a number would lose digits or leading zeros. */
  readonly digits?: boolean;
}

export const column = (
  key: string,
  headings: Column['headings'],
  read: CellReader,
  example: string,
  more: Partial<Pick<Column, 'required' | 'digits'>> = {},
): Column => ({ key, headings, read, example, required: false, ...more });

/** Values by key. A key that is absent was no column of the file; null is an empty cell. */
export type RowValues = Readonly<Record<string, CellValue>>;

/** Headings are compared without blanks, marks and notes in brackets. */
const folded = (heading: string): string =>
  heading
    .normalize('NFKC')
    .replace(/\(.*?\)|[\s*:：_-]/g, '')
    .toLowerCase();

export interface Heading {
  /** Column of each cell; undefined for one that is ignored. */
  readonly columns: readonly (Column | undefined)[];
  readonly problems: readonly CellProblem[];
  /** Headings that no column has. */
  readonly ignored: readonly string[];
}

/** Finds the column of each heading. Files with a heading line have to have all required columns. */
export function readHeading(columns: readonly Column[], headings: readonly RawCell[]): Heading {
  const byName = namesOf(columns);
  const found = headings.map((heading) => byName.get(folded(textOf(heading))));
  const twice = found.filter((column, i) => column !== undefined && found.indexOf(column) !== i);
  const missing = columns.filter((column) => column.required && !found.includes(column));
  return {
    columns: found,
    problems: [
      ...missing.map(({ key }) => ({ field: key, code: 'missing-column' }) as const),
      ...twice.flatMap((column) => (column ? [{ field: column.key, code: 'duplicate-column' } as const] : [])),
    ],
    ignored: headings.map(textOf).filter((heading, i) => heading !== '' && found[i] === undefined),
  };
}

/** Number of known headings, to find the line of headings below a title. */
export const knownHeadings = (columns: readonly Column[], cells: readonly RawCell[]): number => {
  const byName = namesOf(columns);
  return cells.filter((cell) => byName.has(folded(textOf(cell)))).length;
};

const names = new WeakMap<readonly Column[], Map<string, Column>>();

function namesOf(columns: readonly Column[]): Map<string, Column> {
  const known = names.get(columns);
  if (known) return known;
  const made = new Map(
    columns.flatMap((column) => [column.key, ...column.headings].map((name) => [folded(name), column])),
  );
  names.set(columns, made);
  return made;
}

/** Reads the cells of a row. All its problems are returned, not only the first. */
export function readCells(
  { columns }: Pick<Heading, 'columns'>,
  cells: readonly RawCell[],
): { readonly values: RowValues; readonly problems: readonly CellProblem[] } {
  const values: Record<string, CellValue> = {};
  const problems: CellProblem[] = [];
  columns.forEach((column, i) => {
    if (!column) return;
    const read = readCell(column, cells[i] ?? null);
    if (read.ok) values[column.key] = read.value;
    else
      problems.push({
        field: column.key,
        ...read.error,
        ...(read.error.code === 'cell-error' && { detail: lettersOf(i) }),
      });
  });
  return { values, problems };
}

function readCell(column: Column, cell: RawCell): Result<CellValue, Omit<CellProblem, 'field'>> {
  // Some programs export the mark by which a spreadsheet keeps digits as text.
  const text = column.digits ? textOf(cell).replace(/^['’]/, '') : textOf(cell);
  if (isCellError(text)) return err({ code: 'cell-error' });
  if (isNothing(text)) return column.required ? err({ code: 'required' }) : ok(null);
  if (column.digits && isRounded(cell)) return err({ code: 'scientific' });
  if (isFormula(text) && !(column.read === readPhone && readPhone(text).ok)) return err({ code: 'formula' });
  return column.read(unescaped(text));
}

/** Letters of a column of a sheet; `i` from 0. */
const lettersOf = (i: number): string =>
  (i >= LETTERS ? lettersOf(Math.floor(i / LETTERS) - 1) : '') + String.fromCharCode(A + (i % LETTERS));

const [LETTERS, A] = [26, 65];

/** Raw text of a cell, for the report. */
export const shownIn = ({ columns }: Pick<Heading, 'columns'>, cells: readonly RawCell[], field: string): string =>
  textOf(cells[columns.findIndex((column) => column?.key === field)] ?? null);

export const readAgency: CellReader = (text) => {
  const id = readAgencyCode(text);
  return ok(id.ok ? id.value : text.replace(/\s+/g, ''));
};
