/**
 * Merging two copies of a draft, item by item. The third side of a three-way merge, what both had before, is not passed
 * but carried: each copy says how far it has `seen` every device. An entry that only one copy holds is new when the other
 * has not seen it, and was replaced when the other has. So the merge needs no memory of an earlier state, which a device
 * may lose and a restored server has wrong, and copies meet in one whatever the order and however often they are merged:
 * it is commutative, associative and idempotent. (The idea of causal contexts: Almeida, Shoker, Baquero, "Delta state
 * replicated data types", 2018.)
 */
import { type Author, type Draft, type Entry, type EntryName, inOrder } from './draft.ts';

/** [DRAFT-1] Different items combine; [DRAFT-2] the same item keeps every value that nobody replaced having seen it. */
export function mergeDrafts(a: Draft, b: Draft): Draft {
  const keys = [...new Set([...Object.keys(a.items), ...Object.keys(b.items)])].sort();
  const items = keys.map((key) => [key, mergeItem(a, b, key)] as const).filter(([, entries]) => entries.length > 0);
  return { seen: mergeSeen(a.seen, b.seen), items: Object.fromEntries(items) };
}

function mergeItem(a: Draft, b: Draft, key: string): Entry[] {
  const inA = a.items[key] ?? [];
  const inB = b.items[key] ?? [];
  const stays = (entry: Entry, others: readonly Entry[], other: Draft): boolean =>
    others.some((same) => isNamed(same, entry)) || !hasSeen(other, entry);
  const kept = [...inA.filter((entry) => stays(entry, inB, b)), ...inB.filter((entry) => stays(entry, inA, a))];
  kept.sort(inOrder);
  return kept.filter((entry, i) => !kept.slice(0, i).some((before) => isNamed(before, entry)));
}

function mergeSeen(a: Draft['seen'], b: Draft['seen']): Draft['seen'] {
  const devices = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort() as (keyof Draft['seen'])[];
  return Object.fromEntries(devices.map((device) => [device, Math.max(a[device] ?? 0, b[device] ?? 0)]));
}

const isNamed = (a: EntryName, b: EntryName): boolean => a.device === b.device && a.at === b.at;

const hasSeen = ({ seen }: Draft, { device, at }: EntryName): boolean => at <= (seen[device] ?? -1);

export interface Change {
  readonly key: string;
  readonly value: string;
  /** [DRAFT-3] Entries that the person saw: the new entry replaces them, and no others. */
  readonly over: readonly EntryName[];
}

/** A person enters something on this copy. A clock that was set back still gives the entry a name of its own. */
export function enter(draft: Draft, { key, value, over }: Change, { by, device }: Author, now: number): Draft {
  const at = Math.max(now, (draft.seen[device] ?? -1) + 1);
  const others = (draft.items[key] ?? []).filter((entry) => !over.some((name) => isNamed(name, entry)));
  const items = { ...draft.items, [key]: [...others, { value, by, device, at }].sort(inOrder) };
  return { seen: { ...draft.seen, [device]: at }, items };
}

/** [DRAFT-4] Returns a draft whose record exists: all entries are seen, none is left. Merged into a copy, it leaves late entries. */
export const ended = ({ seen }: Draft): Draft => ({ seen, items: {} });

/** Tells whether two copies are equal, whatever the order in which a store returns their parts. */
export const sameDraft = (a: Draft, b: Draft): boolean => canonical(a) === canonical(b);

function canonical(draft: Draft): string {
  const { seen, items } = mergeDrafts(draft, draft);
  const entries = Object.entries(items).map(([key, held]) => [key, held.map((e) => [e.value, e.by, e.device, e.at])]);
  return JSON.stringify([seen, entries]);
}
