/** A row's place in a sorted list: its sort value and, because values repeat, its id. Base64url of JSON in addresses. */
import * as v from 'valibot';
import { fromBase64Url, toBase64Url, utf8, utf8Decode } from '../kernel/bytes.ts';

export type SortKind = 'number' | 'text';

export interface Place {
  readonly value: string | number;
  readonly id: string;
}

const placeSchema = v.tuple([v.string(), v.union([v.number(), v.string()]), v.string()]);

/** `sort` travels along, because a place means nothing in another order. */
export const cursorOf = (sort: string, { value, id }: Place): string =>
  toBase64Url(utf8(JSON.stringify([sort, value, id])));

/** The place that a cursor names; undefined for a cursor of another sort, or with a value of another kind. */
export function placeOf(cursor: string | undefined, sort: string, kind: SortKind | undefined): Place | undefined {
  const read = cursor === undefined ? undefined : decode(cursor);
  if (!read || read[0] !== sort) return undefined;
  const [, value, id] = read;
  return typeof value === (kind === 'number' ? 'number' : 'string') ? { value, id } : undefined;
}

function decode(cursor: string): v.InferOutput<typeof placeSchema> | undefined {
  const bytes = fromBase64Url(cursor);
  if (!bytes) return undefined;
  try {
    const read = v.safeParse(placeSchema, JSON.parse(utf8Decode(bytes)));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

export const cursorSchema = v.pipe(
  v.string(),
  v.maxLength(600),
  v.check((cursor) => decode(cursor) !== undefined, 'cursor'),
);
