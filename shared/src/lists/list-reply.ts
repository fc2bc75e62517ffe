/** A page of a list as the server answers it. */
import * as v from 'valibot';

/** Larger lists are not counted to the end: the total then says "at least". */
export const COUNTED_AT_MOST = 100_000;

export const listReplySchema = <R extends v.GenericSchema>(row: R) =>
  v.object({
    rows: v.array(row),
    /** Rows that match, on all pages. */
    total: v.number(),
    /** True when there may be more than `total`. */
    atLeast: v.boolean(),
    /** Rows in the scope without search text and filters; null unless nothing matches. */
    all: v.nullable(v.number()),
    /** Cursor for `after` of the next page; null on the last one. */
    next: v.nullable(v.string()),
    /** Cursor for `before` of the previous page; null on the first one. */
    previous: v.nullable(v.string()),
  });

export interface ListReply<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly atLeast: boolean;
  readonly all: number | null;
  readonly next: string | null;
  readonly previous: string | null;
}
