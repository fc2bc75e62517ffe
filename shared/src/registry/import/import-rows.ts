/**
 * Reads the rows of a file, one after the other: entries of the registry or problems, duplicates inside the file, and
 * what each row would change. Knows the whole file by its keys alone, so that it can be streamed.
 */
import type { Day } from '../../kernel/instant.ts';
import { type RawCell, textOf } from './cell.ts';
import { type Heading, knownHeadings, type RowValues, readCells, readHeading, shownIn } from './column.ts';
import { footerAt, type SkippedLine } from './footer.ts';
import type { ImportKind, ImportWorld } from './import-kind.ts';
import { type CellProblem, type ImportProblem, type ProblemCode, problemAt } from './problem.ts';

export interface RawRow {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly RawCell[];
  /** Names of the cells, where each row names its own: lines of JSON. */
  readonly headings?: readonly string[];
  /** The line cannot be divided into cells. */
  readonly malformed?: true;
}

/** A row as far as its cells could be read. */
export interface ReadRow {
  readonly line: number;
  /** Empty where the cells do not say it. */
  readonly id: string;
  readonly values: RowValues;
  readonly heading: Heading;
  readonly cells: readonly RawCell[];
  /** Columns whose cells have a problem, in a row that is refused already. */
  readonly unread?: ReadonlySet<string>;
}

/**
 * A row that was refused already is compared with the register too, by these codes: they are about one cell. The other codes compare
 * cells, and a cell that could not be read makes them false.
 */
const ABOUT_ONE_CELL: ReadonlySet<ProblemCode> = new Set([
  'unknown-region',
  'not-a-township',
  'outside-region',
  'unknown-agency',
  'own-parent',
  'in-future',
  'not-a-choice',
  'not-a-number',
  'pattern',
  'too-long',
  'too-many',
  'name-taken',
  'certificate-taken',
  'account-closed',
  'own-account',
  'post-refused',
]);
/** Problems of a row that names another entry than it means: what else it says is no change of that one. */
const OF_OTHER_ENTRY: ReadonlySet<ProblemCode> = new Set([
  'id-missing',
  'own-account',
  'account-closed',
  'outside-region',
]);

/** Problems that are listed; all are counted. */
const MOST_LISTED = 500;
/** Lines that may stand above the headings: a title, a note. */
const TITLE_LINES = 5;
/** Unknown columns that are named. */
const MOST_IGNORED = 50;
/** Totals and notes that are passed over; more of them are rows with problems. */
const MOST_SKIPPED = 50;
const NAME_SHOWN = 60;

export class RowReader<T> {
  readonly problems: ImportProblem[] = [];
  problemCount = 0;
  /** Rows with a problem. */
  failed = 0;
  rows = 0;
  /** Rows of example that were left out. */
  examples = 0;
  /** At most `MOST_IGNORED`, cut to a readable length. */
  readonly ignoredColumns = new Set<string>();
  /** Totals and notes that were passed over. */
  readonly skippedLines: SkippedLine[] = [];
  readonly #refused: ReadRow[] = [];
  /** Cells of the line that should hold the headings, when they do not fit. */
  wrongHeading: readonly RawCell[] | undefined;
  readonly #kind: ImportKind<T>;
  readonly #today: Day;
  readonly #seen = new Map<string, number>();
  #heading: Heading | undefined;
  #titles = 0;
  readonly #everyColumn: ReadonlySet<string>;
  /** True when the headings do not fit, so that no row can be read. */
  unusable = false;

  constructor(kind: ImportKind<T>, today: Day) {
    this.#kind = kind;
    this.#today = today;
    this.#everyColumn = new Set(kind.columns.map(({ key }) => key));
  }

  /** Reads the cells of rows. Rows with problems are reported and come last: nothing comes of them, but others may refer to them. */
  read(rows: readonly RawRow[]): ReadRow[] {
    const read = rows.flatMap((row) => this.#readRow(row) ?? []);
    return this.#refused.length === 0 ? read : [...read, ...this.#refused.splice(0)];
  }

  /** Builds the entry of a row, or reports why there is none. `conflicts`: problems with entries that are not in the row. */
  build(
    row: ReadRow,
    before: T | undefined,
    world: ImportWorld,
    conflicts: readonly CellProblem[] = [],
  ): T | undefined {
    if (conflicts.some(({ code }) => OF_OTHER_ENTRY.has(code))) return this.#refuse(row, conflicts);
    const built = this.#kind.build(row.id, row.values, before, world);
    if (built.ok && conflicts.length === 0) return row.unread ? undefined : built.value;
    const others = built.ok ? [] : built.error.filter(({ field }) => !conflicts.some((one) => one.field === field));
    return this.#refuse(row, [...conflicts, ...others]);
  }

  #refuse(row: ReadRow, problems: readonly CellProblem[]): undefined {
    const { unread } = row;
    if (!unread) this.#fail(row, problems);
    // It is unknown which entry a row is about whose code could not be read.
    else if (row.id !== '' && !unread.has('id'))
      this.#say(
        row,
        problems.filter(({ field, code }) => ABOUT_ONE_CELL.has(code) && !unread.has(field)),
      );
    return undefined;
  }

  /** Reports a problem of the file as a whole, or of a line that is no row. */
  failFile(problem: CellProblem, line = 0): void {
    this.#list(problemAt(line, problem, { heading: this.#headingOf(problem.field), value: '' }));
  }

  /** To be called once, when all rows are read. */
  end(): void {
    if (this.#titles > 0 && !this.#heading && !this.unusable) this.#failHeading(0);
    if (this.rows === 0 && this.problemCount === 0) this.failFile({ field: '', code: 'empty-file' });
  }

  #readRow({ line, cells, headings, malformed }: RawRow): ReadRow | undefined {
    if (malformed) {
      this.rows++;
      this.failed++;
      this.failFile({ field: '', code: 'malformed' }, line);
      const known = this.#heading;
      if (known) this.#refused.push({ line, id: '', values: {}, heading: known, cells: [], unread: this.#everyColumn });
      return undefined;
    }
    if (cells.every((cell) => textOf(cell) === '')) return undefined;
    const heading = this.#headingFor(line, cells, headings);
    if (!heading) return undefined;
    if (isExample(heading, cells, this.#kind.exampleColumn ?? 'name')) {
      this.examples++;
      return undefined;
    }
    const read = readCells(heading, cells);
    const { values } = read;
    const id = this.#kind.idOf(values);
    // A line with a key is a row, however it begins.
    if (read.problems.length > 0 && this.#isFooter(line, cells, id)) return undefined;
    this.rows++;
    const problems = read.problems.map((one) =>
      one.code === 'cell-error' ? { ...one, detail: `${one.detail}${line}` } : one,
    );
    const ofCells = [...(headings === undefined ? [] : this.#missingIn(heading)), ...problems];
    const beyond = cells.slice(heading.columns.length).some((cell) => textOf(cell) !== '');
    // With too many cells it is unknown which belongs to which column.
    const unread = beyond ? this.#everyColumn : fieldsOf(ofCells);
    const row = { line, id: id ?? '', values, heading, cells, unread };
    const all: CellProblem[] = beyond ? [{ field: '', code: 'malformed' }] : [...ofCells, ...this.#duplicates(row)];
    if (id === undefined && all.length === 0) all.push({ field: this.#kind.keyColumn, code: 'required' });
    if (all.length === 0) return { line, id: row.id, values, heading, cells };
    this.#refused.push(row);
    this.#fail(row, all);
    return undefined;
  }

  #isFooter(line: number, cells: readonly RawCell[], id: string | undefined): boolean {
    const footer = this.skippedLines.length < MOST_SKIPPED ? footerAt(line, cells) : undefined;
    // The key of a matter is any text until its entry is built.
    if (!footer || (id !== undefined && id !== footer.value.toUpperCase())) return false;
    this.skippedLines.push(footer);
    return true;
  }

  /** Undefined for a row that holds the headings or stands above them. */
  #headingFor(line: number, cells: readonly RawCell[], own: readonly string[] | undefined): Heading | undefined {
    const { columns } = this.#kind;
    if (own) {
      if (this.#own?.names !== own.join('\n'))
        this.#own = { names: own.join('\n'), heading: readHeading(columns, own) };
      this.#ignore(this.#own.heading);
      return this.#own.heading;
    }
    if (this.unusable) return undefined;
    if (this.#heading) return this.#heading;
    if (knownHeadings(columns, cells) < 2) {
      // The line with the most cells is the one that was meant.
      if (filled(cells) > filled(this.wrongHeading ?? [])) this.wrongHeading = cells;
      if (this.#titles++ >= TITLE_LINES) this.#failHeading(line);
      return undefined;
    }
    this.#heading = readHeading(columns, cells);
    this.#ignore(this.#heading);
    for (const problem of this.#heading.problems) this.failFile(problem, line);
    this.unusable = this.#heading.problems.length > 0;
    this.wrongHeading = this.unusable ? cells : undefined;
    return undefined;
  }

  #failHeading(line: number): void {
    this.unusable = true;
    const required = this.#kind.columns.filter((column) => column.required).map(({ headings }) => headings[0]);
    this.failFile({ field: '', code: 'no-heading', detail: required.join('、') }, line);
  }

  #ignore({ ignored }: Heading): void {
    for (const name of ignored)
      if (this.ignoredColumns.size < MOST_IGNORED) this.ignoredColumns.add(name.slice(0, NAME_SHOWN));
  }
  #own: { readonly names: string; readonly heading: Heading } | undefined;

  #missingIn = ({ problems }: Heading): CellProblem[] => problems.map(({ field }) => ({ field, code: 'required' }));

  #duplicates({
    line,
    id,
    values,
    unread,
  }: Required<Pick<ReadRow, 'line' | 'id' | 'values' | 'unread'>>): CellProblem[] {
    const { keyColumn, unique } = this.#kind;
    const keys = [
      ...(id === '' || unread.has('id') ? [] : [{ field: keyColumn, value: id, name: `id ${id}` }]),
      ...(unique?.(values, this.#today, unread) ?? []).map((one) => ({ ...one, name: `${one.field} ${one.value}` })),
    ];
    const found = keys.flatMap(({ field, name }): CellProblem[] => {
      const first = this.#seen.get(name);
      if (first === undefined) this.#seen.set(name, line);
      return first === undefined ? [] : [{ field, code: 'duplicate', detail: String(first) }];
    });
    return found.filter(({ field }, i) => found.findIndex((one) => one.field === field) === i);
  }

  #fail(row: ReadRow, problems: readonly CellProblem[]): void {
    this.failed++;
    this.#say(row, problems);
  }

  #say(row: ReadRow, problems: readonly CellProblem[]): void {
    for (const problem of problems) {
      const value = shownIn(row.heading, row.cells, problem.field);
      this.#list(problemAt(row.line, problem, { heading: this.#headingOf(problem.field), value }));
    }
  }

  #list(problem: ImportProblem): void {
    this.problemCount++;
    if (this.problems.length < MOST_LISTED) this.problems.push(problem);
  }

  #headingOf(field: string): string {
    return this.#kind.columns.find(({ key }) => key === field)?.headings[0] ?? '';
  }
}

const NOTHING: ReadonlySet<string> = new Set();

const fieldsOf = (problems: readonly CellProblem[]): ReadonlySet<string> =>
  problems.length === 0 ? NOTHING : new Set(problems.map(({ field }) => field));

const filled = (cells: readonly RawCell[]): number => cells.filter((cell) => textOf(cell) !== '').length;

/** The row of example of a template: its name begins with 示例 in brackets. */
const isExample = ({ columns }: Heading, cells: readonly RawCell[], named: string): boolean =>
  /^[(（]示例[)）]/.test(textOf(cells[columns.findIndex((column) => column?.key === named)] ?? null));
