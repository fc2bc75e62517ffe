/**
 * A copy says how far it has seen every device, and drops what it has seen and does not hold. Nobody has seen what another's
 * device has not entered yet: a copy that says so would drop all that this device enters from then on.
 */
import type { Draft, Entry } from './draft.ts';

export interface SeenBounds {
  /** Devices of the officer who sends the copy. */
  readonly own: ReadonlySet<string>;
  /** What the server holds. */
  readonly kept: Draft;
  /** The server's time, with the difference that clocks may have. */
  readonly latest: number;
}

/** [DRAFT-6] Of another's device nothing is seen beyond what the server holds of it, or its own time. */
export function boundSeen(draft: Draft, { own, kept, latest }: SeenBounds): Draft {
  const bound = (device: keyof Draft['seen']): number =>
    own.has(device) ? Number.POSITIVE_INFINITY : Math.max(kept.seen[device] ?? 0, latest);
  const devices = Object.keys(draft.seen) as (keyof Draft['seen'])[];
  const seen = Object.fromEntries(devices.map((device) => [device, Math.min(draft.seen[device] ?? 0, bound(device))]));
  const isPossible = ({ device, at }: Entry): boolean => at <= bound(device);
  const items = Object.entries(draft.items).map(([key, entries]) => [key, entries.filter(isPossible)] as const);
  return { seen, items: Object.fromEntries(items.filter(([, entries]) => entries.length > 0)) };
}
