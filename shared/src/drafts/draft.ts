/**
 * 笔录草稿: a record while it is filled in, by both officers of a task and on several devices. It is no evidence and is
 * not signed: that is the record which comes of it. A draft is a set of items, each answer and each field one of them.
 * An item holds what was last entered in it. Where two entered something without having seen the other's it holds both,
 * until a person chooses.
 */
import * as v from 'valibot';
import { deviceIdSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { isItemKey, isItemValue } from './items.ts';

/** Author of an entry: the officer's id, for showing, and the device, whose entries follow one another. */
export const authorSchema = v.object({ by: v.pipe(v.string(), v.regex(/^O\d{4,12}$/)), device: deviceIdSchema });
export type Author = v.InferOutput<typeof authorSchema>;

/** Emptying an item is an entry too: the empty text. `at` rises with every entry of a device and names it. */
export const entrySchema = v.object({
  ...authorSchema.entries,
  value: v.pipe(v.string(), v.maxLength(1000)),
  at: instantSchema,
});
export type Entry = v.InferOutput<typeof entrySchema>;
export type EntryName = Pick<Entry, 'device' | 'at'>;

/** Far more than a task has items or two officers have devices. */
export const MAX_ITEMS = 700;
const MAX_STANDING = 20;

export const draftSchema = v.pipe(
  v.object({
    /** Time of the latest entry of each device that this copy has taken in, whether it still stands or was replaced. */
    seen: v.record(deviceIdSchema, instantSchema),
    items: v.pipe(
      v.record(
        v.pipe(v.string(), v.check(isItemKey, 'draft-item')),
        v.pipe(v.array(entrySchema), v.maxLength(MAX_STANDING)),
      ),
      v.maxEntries(MAX_ITEMS),
    ),
  }),
  v.check(({ items }) => pairs(items).every(([key, { value }]) => isItemValue(key, value)), 'draft-value'),
  // A copy that holds what it says it has not seen would lose it at the next merge.
  v.check(({ items, seen }) => pairs(items).every(([, { device, at }]) => at <= (seen[device] ?? -1)), 'draft-seen'),
);
export type Draft = v.InferOutput<typeof draftSchema>;

const pairs = (items: Record<string, Entry[]>): (readonly [string, Entry])[] =>
  Object.entries(items).flatMap(([key, entries]) => entries.map((entry) => [key, entry] as const));

export const emptyDraft = (): Draft => ({ seen: {}, items: {} });

/** Content of an item: nothing yet, one value, or values that a person has to choose from. */
export type ItemState =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly value: string; readonly entry: Entry }
  | { readonly kind: 'open'; readonly entries: readonly Entry[] };

/** Returns the content of an item. The latest entry represents equal values; the oldest value comes first, on every device. */
export function itemState(draft: Draft, key: string): ItemState {
  const byValue = new Map((draft.items[key] ?? []).map((entry) => [entry.value, entry]));
  const entries = [...byValue.values()].sort(inOrder);
  const [first, second] = entries;
  if (!first) return { kind: 'none' };
  return second ? { kind: 'open', entries } : { kind: 'one', value: first.value, entry: first };
}

/** Keys of the items in which a person has to choose. */
export const openItems = (draft: Draft): string[] =>
  Object.keys(draft.items).filter((key) => itemState(draft, key).kind === 'open');

/** Entries of a draft stand in this order, so that equal drafts are equal bytes. */
export const inOrder = (a: Entry, b: Entry): number =>
  a.at - b.at || compare(a.device, b.device) || compare(a.value, b.value);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
