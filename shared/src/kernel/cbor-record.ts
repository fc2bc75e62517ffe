/**
 * Records in CBOR. One table names the fields of a record, their keys and how each value is written; it gives the
 * encoder, the decoder and the type. Decoders are total: undefined for anything the table does not describe.
 */
import { equalBytes } from './bytes.ts';
import { type CborKey, type CborMap, type CborValue, encodeCbor } from './cbor.ts';
import { uuidFromBytes, uuidToBytes } from './ids.ts';

export interface Codec<T> {
  encode(value: T): CborValue;
  decode(value: CborValue | undefined): T | undefined;
}
export type TypeOf<C> = C extends Codec<infer T> ? T : never;

export interface CborRecord<T> extends Codec<T> {
  /** Text at key 0, so that no record passes for another. */
  readonly kind: string | undefined;
  encode(value: T): CborMap;
}

/** Value that stands in CBOR as it is. */
/* @__NO_SIDE_EFFECTS__ */
const plain = <T extends CborValue>(is: (value: CborValue | undefined) => value is T): Codec<T> => ({
  encode: (value) => value,
  decode: (value) => (is(value) ? value : undefined),
});

export const int = plain((value) => typeof value === 'number');
export const uint = plain((value): value is number => typeof value === 'number' && value >= 0);
export const text = plain((value) => typeof value === 'string');
export const bytes = plain((value) => value instanceof Uint8Array);

/** Value that stands in CBOR as another: `read` is undefined where there is none. */
/* @__NO_SIDE_EFFECTS__ */
export const convert = <A, B>(codec: Codec<A>, read: (a: A) => B | undefined, write: (b: B) => A): Codec<B> => ({
  encode: (value) => codec.encode(write(value)),
  decode(value) {
    const a = codec.decode(value);
    return a === undefined ? undefined : read(a);
  },
});

/** Narrows a codec to the values for which `is` holds. */
export function where<A, B extends A>(codec: Codec<A>, is: (a: A) => a is B): Codec<B>;
export function where<A>(codec: Codec<A>, is: (a: A) => boolean): Codec<A>;
/* @__NO_SIDE_EFFECTS__ */
export function where<A>(codec: Codec<A>, is: (a: A) => boolean): Codec<A> {
  return convert(
    codec,
    (a) => (is(a) ? a : undefined),
    (a) => a,
  );
}

/* @__NO_SIDE_EFFECTS__ */
export const bytesOf = (length: number): Codec<Uint8Array> => where(bytes, (value) => value.length === length);

/** UUID in its 16 bytes. */
export const uuid: Codec<string> = convert(bytesOf(16), uuidFromBytes, uuidToBytes);

/* @__NO_SIDE_EFFECTS__ */
export const nullable = <T>({ encode, decode }: Codec<T>): Codec<T | null> => ({
  encode: (value) => (value === null ? null : encode(value)),
  decode: (value) => (value === null ? null : decode(value)),
});

/** Value of a list, written as its place there. */
/* @__NO_SIDE_EFFECTS__ */
export const choice = <T>(values: readonly T[]): Codec<T> =>
  convert(
    int,
    (place) => values[place],
    (value) => values.indexOf(value),
  );

/* @__NO_SIDE_EFFECTS__ */
export const list = <T>(item: Codec<T>): Codec<readonly T[]> => ({
  encode: (items) => items.map((value) => item.encode(value)),
  decode(value) {
    if (!Array.isArray(value)) return undefined;
    const items = (value as CborValue[]).map((cell) => item.decode(cell));
    return items.every((value) => value !== undefined) ? items : undefined;
  },
});

/* @__NO_SIDE_EFFECTS__ */
export const dictionary = <K extends CborKey, V>(key: Codec<K>, item: Codec<V>): Codec<ReadonlyMap<K, V>> => ({
  encode: (map) => new Map([...map].map(([name, value]) => [name, item.encode(value)])),
  decode(value) {
    if (!(value instanceof Map)) return undefined;
    const map = new Map<K, V>();
    for (const [name, cell] of value) {
      const [k, v] = [key.decode(name), item.decode(cell)];
      if (k === undefined || v === undefined) return undefined;
      map.set(k, v);
    }
    return map;
  },
});

type Cells = Readonly<Record<string, Codec<unknown>>>;
type Fields = Readonly<Record<string, readonly [key: CborKey, codec: Codec<unknown>]>>;

/**
 * An array with these cells in this order, and no others. With `open`, readers pass over further cells; a cell that is
 * missing is the business of its codec.
 */
/* @__NO_SIDE_EFFECTS__ */
export function cborRow<C extends Cells>(cells: C, length?: 'open'): Codec<{ readonly [K in keyof C]: TypeOf<C[K]> }> {
  const columns = Object.entries(cells);
  const places = columns.map(([name, codec], i): Place => [name, i, codec]);
  return {
    encode: (row) => columns.map(([name, codec]) => codec.encode(row[name])),
    decode: (value) =>
      Array.isArray(value) && (length || value.length === columns.length)
        ? decodeAll(places, (i) => (value as CborValue[])[i as number])
        : undefined,
  };
}

interface RecordOptions<R> {
  readonly kind?: string;
  /** A row under this key, whose cells stand in the value beside the record's own fields. */
  readonly row?: readonly [key: CborKey, row: Codec<R>];
  /** Only what the record itself would write is taken. Otherwise readers pass over keys that they do not know. */
  readonly exact?: true;
}

/** A map with these fields. */
/* @__NO_SIDE_EFFECTS__ */
export function cborRecord<F extends Fields, R extends object>(
  fields: F,
  { kind, row, exact }: RecordOptions<R> = {},
): CborRecord<{ readonly [K in keyof F]: TypeOf<F[K][1]> } & R> {
  type T = { readonly [K in keyof F]: TypeOf<F[K][1]> } & R;
  const places = Object.entries(fields).map(([name, [key, codec]]): Place => [name, key, codec]);
  const encode = (value: T): CborMap => {
    const map: CborMap = new Map();
    if (kind !== undefined) map.set(0, kind);
    for (const [name, key, codec] of places) map.set(key, codec.encode(value[name as keyof T]));
    if (row) map.set(row[0], row[1].encode(value));
    return map;
  };
  const decode = (map: CborValue | undefined): T | undefined => {
    if (!(map instanceof Map) || (kind !== undefined && map.get(0) !== kind)) return undefined;
    const cells = row?.[1].decode(map.get(row[0]));
    if (row && cells === undefined) return undefined;
    const own = decodeAll<T>(places, (key) => map.get(key));
    const value = own && cells ? { ...own, ...cells } : own;
    return value && exact && !equalBytes(encodeCbor(map), encodeCbor(encode(value))) ? undefined : value;
  };
  return { kind, encode, decode };
}

type Place = readonly [name: string, key: CborKey, codec: Codec<unknown>];

function decodeAll<T>(places: readonly Place[], at: (key: CborKey) => CborValue | undefined): T | undefined {
  const values: Record<string, unknown> = {};
  for (const [name, key, codec] of places) {
    const value = codec.decode(at(key));
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return values as T; // The table has one codec for each field of T.
}
