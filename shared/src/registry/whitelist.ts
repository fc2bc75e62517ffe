/** 白名单, "无事不扰" (WL-1): its entries with their conditions, and how each ended. */
import * as v from 'valibot';
import { DAY, type Day, dayOf, daySchema, instantSchema, startOfDay } from '../kernel/instant.ts';

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

type Period = Pick<WhitelistEntry, 'from' | 'until' | 'removed'>;

/** Returns the last day on which the entry holds. It is before `from` if the entry was removed before it began. */
export const lastDayOf = ({ until, removed }: Omit<Period, 'from'>): Day =>
  removed !== null && removed.on <= until ? dayOf(startOfDay(removed.on) - DAY) : until;

export const WHITELIST_STATES = ['current', 'coming', 'ended'] as const;
export type WhitelistEntryState = (typeof WHITELIST_STATES)[number];

/** Both ends are inclusive, the day of the removal is not. */
export function whitelistStateOn(entry: Period, day: Day): WhitelistEntryState {
  const last = lastDayOf(entry);
  if (last < day || last < entry.from) return 'ended';
  return entry.from <= day ? 'current' : 'coming';
}

/** Returns an entry that holds on one of the days from the first to the last. */
export const whitelistEntryWithin = (
  entries: readonly WhitelistEntry[],
  first: Day,
  last: Day,
): WhitelistEntry | undefined =>
  entries.find(
    (entry) => entry.from <= last && whitelistStateOn(entry, entry.from > first ? entry.from : first) === 'current',
  );

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
