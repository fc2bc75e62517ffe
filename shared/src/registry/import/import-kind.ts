/** A kind of registry rows that files can hold: how a row becomes an entry of the registry, and back. */
import type { Day } from '../../kernel/instant.ts';
import type { Result } from '../../kernel/result.ts';
import type { CellValue } from './cell.ts';
import type { Column, RowValues } from './column.ts';
import type { CellProblem } from './problem.ts';

export const IMPORT_KINDS = ['agencies', 'officers', 'matters', 'enterprises', 'accounts'] as const;
export type ImportKindName = (typeof IMPORT_KINDS)[number];

/** Registry around the rows of a file. */
export interface ImportWorld {
  readonly today: Day;
  /** True for a region code that is known and lies in the region of whoever imports. */
  readonly hasRegion: (code: string) => boolean;
  readonly isOwnRegion: (code: string) => boolean;
  /** True for an agency of the region of whoever imports. */
  readonly isOwnAgency: (id: string) => boolean;
  /** Id of the agency with this code or full name, in the registry or in the file. */
  readonly agencyId: (codeOrName: string) => string | undefined;
  /** True for an organisation that acts under a 委托书 itself, once the whole file is taken over. */
  readonly isEntrusted: (id: string) => boolean;
  /** Superior of an agency once the whole file is taken over. */
  readonly parentOf: (id: string) => string | undefined;
}

export interface ImportKind<T> {
  readonly name: ImportKindName;
  readonly columns: readonly Column[];
  /** Key of the row in the registry; undefined where the cells do not say it. */
  readonly idOf: (values: RowValues) => string | undefined;
  /** Column that names the row in problems with its key. */
  readonly keyColumn: string;
  /** Column whose value marks the row of example of a template; `name` if absent. */
  readonly exampleColumn?: string;
  /** Further values that no two rows of the registry may share, by column. `unread`: columns whose cells have a problem. */
  readonly unique?: (
    values: RowValues,
    today: Day,
    unread: ReadonlySet<string>,
  ) => readonly { readonly field: string; readonly value: string }[];
  /** Builds the entry. Columns that the file does not have keep the value of `before`. */
  readonly build: (
    id: string,
    values: RowValues,
    before: T | undefined,
    world: ImportWorld,
  ) => Result<T, CellProblem[]>;
  /** True when the entry is over: ceased, left, no longer active or valid. */
  readonly hasEnded: (entry: T, today: Day) => boolean;
  /** Cells of an export, by column key. */
  readonly cells: (entry: T) => Readonly<Record<string, string>>;
}

/** Reads typed values of a row over those of the entry before. */
export class Values {
  readonly #values: RowValues;

  constructor(values: RowValues) {
    this.#values = values;
  }

  has(key: string): boolean {
    return this.#values[key] !== undefined;
  }

  /** An absent column keeps `before`; an empty cell is `empty`. */
  text<E extends string | null>(key: string, before: string | E, empty: E): string | E {
    const value = this.#values[key];
    if (value === undefined) return before;
    return value === null ? empty : String(value);
  }

  flag(key: string, before: boolean): boolean {
    const value: CellValue | undefined = this.#values[key];
    return typeof value === 'boolean' ? value : before;
  }
}
