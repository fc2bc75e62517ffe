/**
 * A copy says how far it has seen every device, and drops what it has seen and does not hold. What it says of the devices
 * of another officer is no word of theirs: taken as it comes, it could drop what they entered, or enter in their name.
 */
import type { Draft, Entry } from './draft.ts';

export interface Sender {
  readonly officer: string;
  /** Devices of that officer. */
  readonly own: ReadonlySet<string>;
}

/**
 * [DRAFT-6] Takes entries of the sender's own devices, in the sender's name. Of any other device it takes what the server
 * holds already, and no more has been seen of it: drafts travel through the server alone.
 */
export function boundSeen(draft: Draft, { officer, own }: Sender, kept: Draft): Draft {
  const seenOf = (device: keyof Draft['seen']): number =>
    own.has(device) ? (draft.seen[device] ?? 0) : Math.min(draft.seen[device] ?? 0, kept.seen[device] ?? -1);
  const devices = Object.keys(draft.seen) as (keyof Draft['seen'])[];
  const seen = devices.map((device) => [device, seenOf(device)] as const).filter(([, at]) => at >= 0);
  const isHeld = (key: string, entry: Entry): boolean => (kept.items[key] ?? []).some((held) => isSame(held, entry));
  const isTaken = (key: string, entry: Entry): boolean =>
    own.has(entry.device) ? entry.by === officer : isHeld(key, entry);
  const items = Object.entries(draft.items).map(([key, entries]) => {
    return [key, entries.filter((entry) => isTaken(key, entry))] as const;
  });
  return { seen: Object.fromEntries(seen), items: Object.fromEntries(items.filter(([, { length }]) => length > 0)) };
}

const isSame = (a: Entry, b: Entry): boolean =>
  a.device === b.device && a.at === b.at && a.value === b.value && a.by === b.by;
