/** A page of a small list that is computed and not kept: the same contract without a database. */
import { type Place, placeOf, type SortKind } from './cursor.ts';
import { type ListQuery, type ListSpec, sortKindOf } from './list-query.ts';
import { runsOf, runTokens, textTokens } from './search-terms.ts';

export interface Listed<Row> {
  readonly row: Row;
  /** Texts in which the search looks. */
  readonly texts: readonly string[];
  /** Values by sort key. */
  readonly sorts: Readonly<Record<string, string | number>>;
  readonly id: string;
}

export interface MemoryPage<Row> {
  readonly rows: readonly { readonly row: Row; readonly place: Place }[];
  readonly total: number;
  readonly atLeast: false;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/** `rows` are those that the filters leave. */
export function pageInMemory<Row>(spec: ListSpec, query: ListQuery, rows: readonly Listed<Row>[]): MemoryPage<Row> {
  const sign = query.sort.startsWith('-') ? -1 : 1;
  const kind = sortKindOf(spec, query.sort);
  const found = rows
    .filter(({ texts }) => isFound(query.q, texts))
    .map(({ row, sorts, id }) => ({ row, place: { value: sorts[query.sort.replace(/^-/, '')] ?? zero(kind), id } }))
    .sort((a, b) => sign * compare(a.place, b.place));
  const [after, before] = [query.after, query.before].map((cursor) => placeOf(cursor, query.sort, kind));
  const start = after
    ? firstIndex(found, ({ place }) => sign * compare(place, after) > 0)
    : before
      ? Math.max(0, firstIndex(found, ({ place }) => sign * compare(place, before) >= 0) - query.limit)
      : 0;
  const end = before
    ? firstIndex(found, ({ place }) => sign * compare(place, before) >= 0)
    : Math.min(start + query.limit, found.length);
  return {
    rows: found.slice(start, end),
    total: found.length,
    atLeast: false,
    hasNext: end < found.length,
    hasPrevious: start > 0,
  };
}

function isFound(q: string, texts: readonly string[]): boolean {
  const runs = runsOf(q);
  if (runs.length === 0) return true;
  const tokens = new Set(texts.flatMap(textTokens));
  return runs.every((run) => runTokens(run).every((token) => tokens.has(token)));
}

const zero = (kind: SortKind | undefined): string | number => (kind === 'number' ? 0 : '');

function compare(a: Place, b: Place): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function firstIndex<T>(items: readonly T[], holds: (item: T) => boolean): number {
  const index = items.findIndex(holds);
  return index < 0 ? items.length : index;
}
