/** 白名单, "无事不扰" (WL-1): its entries with their conditions, and how each ended. */
import * as v from 'valibot';
import { type Day, daySchema, instantSchema } from '../kernel/instant.ts';

const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

export const whitelistTermsSchema = v.pipe(
  v.object({
    from: daySchema,
    /** Last day. */
    until: daySchema,
    /** Entry condition that the enterprise met. */
    condition: words,
    /** Document that decided it. */
    document: words,
  }),
  v.check(({ from, until }) => from <= until, 'days-reversed'),
);
export type WhitelistTerms = v.InferOutput<typeof whitelistTermsSchema>;

/** Removal: from this day on the entry no longer holds. */
export const whitelistRemovalSchema = v.object({ on: daySchema, reason: words });

export const whitelistEntrySchema = v.object({
  id: v.string(),
  from: daySchema,
  until: daySchema,
  condition: v.string(),
  document: v.string(),
  at: instantSchema,
  by: v.string(),
  removed: v.nullable(v.object({ ...whitelistRemovalSchema.entries, at: instantSchema, by: v.string() })),
});
export type WhitelistEntry = v.InferOutput<typeof whitelistEntrySchema>;

/** Returns an entry that holds on the day: both its ends are inclusive, the day of its removal is not. */
export const whitelistEntryOn = (entries: readonly WhitelistEntry[], day: Day): WhitelistEntry | undefined =>
  entries.find(({ from, until, removed }) => from <= day && day <= until && (removed === null || day < removed.on));

/** Newest entry of an enterprise as files state it. `id` is empty for one that is not stored yet. */
export interface WhitelistState extends WhitelistTerms {
  readonly id: string;
  readonly removed: { readonly on: Day; readonly reason: string } | null;
}

/** Returns the entry that began last; of one day, the one that was entered last. Null where there is none. */
export function newestWhitelist(entries: readonly WhitelistEntry[]): WhitelistState | null {
  let newest: WhitelistEntry | undefined;
  for (const entry of entries) if (!newest || entry.from >= newest.from) newest = entry;
  if (!newest) return null;
  const { id, from, until, condition, document, removed } = newest;
  return { id, from, until, condition, document, removed: removed && { on: removed.on, reason: removed.reason } };
}
