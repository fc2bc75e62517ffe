/**
 * Contract of every list. A list names its filters and sort keys in one `ListSpec`; the address of a page holds the query,
 * and the server answers it with one page of rows.
 */
import * as v from 'valibot';
import { cursorSchema, type SortKind } from './cursor.ts';

export interface ListSpec {
  /** Schema of each filter's value. `q`, `sort`, `after`, `before`, `limit` and `purpose` are taken. */
  readonly filters: Readonly<Record<string, v.GenericSchema<string, string>>>;
  /** Sort keys and the kind of their values. A leading `-` sorts the largest first. */
  readonly sorts: Readonly<Record<string, SortKind>>;
  readonly defaultSort: string;
}

export type FiltersOf<S extends ListSpec> = { readonly [K in keyof S['filters']]?: v.InferOutput<S['filters'][K]> };

export interface ListQuery<S extends ListSpec = ListSpec> {
  /** Search text, trimmed. */
  readonly q: string;
  readonly filters: FiltersOf<S>;
  /** Key of `sorts`, with a leading `-` for the largest first. */
  readonly sort: string;
  /** Cursor of the row that the page follows. */
  readonly after?: string | undefined;
  /** Cursor of the row that the page precedes. */
  readonly before?: string | undefined;
  readonly limit: number;
  readonly purpose?: 'export' | undefined;
}

export const PAGE_ROWS = 50;
export const MAX_PAGE_ROWS = 500;
const MAX_QUERY = 60;

const entriesOf = (spec: ListSpec) => ({
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(MAX_QUERY)), ''),
  sort: v.optional(
    v.pipe(
      v.string(),
      v.check((sort) => sort.replace(/^-/, '') in spec.sorts, 'sort'),
    ),
    spec.defaultSort,
  ),
  after: v.optional(cursorSchema),
  before: v.optional(cursorSchema),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[1-9]\d{0,2}$/),
      v.transform((text) => Math.min(Number(text), MAX_PAGE_ROWS)),
    ),
    String(PAGE_ROWS),
  ),
  purpose: v.optional(v.picklist(['export'])),
  ...Object.fromEntries(Object.entries(spec.filters).map(([name, schema]) => [name, v.optional(schema)])),
});

type Params = Record<string, string | undefined>;

/** Schema of the query parameters of a list's endpoint. Parameters with other names are ignored. */
export const listQuerySchema = <S extends ListSpec>(spec: S): v.GenericSchema<Params, ListQuery<S>> =>
  v.pipe(
    v.object(entriesOf(spec)),
    v.transform((given) => queryOf(spec, given as Record<string, unknown>)),
  ) as unknown as v.GenericSchema<Params, ListQuery<S>>;

function queryOf<S extends ListSpec>(spec: S, given: Record<string, unknown>): ListQuery<S> {
  const filters = Object.keys(spec.filters).flatMap((name) =>
    given[name] === undefined || given[name] === '' ? [] : [[name, given[name]]],
  );
  const { q, sort, after, before, limit, purpose } = given;
  return { q, sort, after, before, limit, purpose, filters: Object.fromEntries(filters) } as ListQuery<S>;
}

/** Reads the query out of an address. A parameter that is not valid is ignored: an address may be typed by hand. */
export function queryFromAddress<S extends ListSpec>(
  spec: S,
  address: { get(name: string): string | null },
): ListQuery<S> {
  const given = Object.entries(entriesOf(spec)).map(([name, schema]): [string, unknown] => {
    const read = v.safeParse(schema as v.GenericSchema<string | undefined, unknown>, address.get(name) ?? undefined);
    return [name, read.success ? read.output : v.getDefault(schema as v.GenericSchema)];
  });
  const query = queryOf(spec, Object.fromEntries(given));
  return typeof query.limit === 'number' ? query : { ...query, limit: PAGE_ROWS };
}

/** The query of an address without parameters. */
export const wholeList = <S extends ListSpec>(spec: S): ListQuery<S> => queryFromAddress(spec, { get: () => null });

/** Writes a query as the search part of an address: `?q=…&state=…`. Defaults are left out. */
export function addressOf<S extends ListSpec>(spec: S, query: Partial<ListQuery<S>>): string {
  const { q, filters, sort, after, before, limit, purpose } = query;
  const given: [string, string | undefined][] = [
    ['q', q],
    ...Object.entries(filters ?? {}).map(([name, value]): [string, string | undefined] => [name, value as string]),
    ['sort', sort === spec.defaultSort ? undefined : sort],
    ['after', after],
    ['before', before],
    ['limit', limit === undefined || limit === PAGE_ROWS ? undefined : String(limit)],
    ['purpose', purpose],
  ];
  const present = given.filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '');
  return present.length === 0
    ? ''
    : `?${present.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

/** Kind of the values by which the query sorts. */
export const sortKindOf = ({ sorts }: ListSpec, sort: string): SortKind | undefined => sorts[sort.replace(/^-/, '')];

/** True when the query narrows the list by text or filters. */
export const isNarrowed = ({ q, filters }: ListQuery): boolean => q !== '' || Object.keys(filters).length > 0;
