/** Outcome of a record in a file, in the four ways that people count. */
import type { ImportedEvent } from '@liangma/shared/protocol/handover';

export const FATES = ['accepted', 'known', 'held', 'refused'] as const;
export type Fate = (typeof FATES)[number];

/** `known`: accepted before this file came. `refused`: also what the server failed at. `held`: kept, and something or somebody has to come first. */
export function fateOf({ known, sync }: Pick<ImportedEvent, 'known' | 'sync'>): Fate {
  switch (sync.state) {
    case 'accepted':
      return known ? 'known' : 'accepted';
    case 'rejected':
    case 'pending':
      return 'refused';
    default:
      return 'held';
  }
}

export const countFates = (events: readonly ImportedEvent[]): { fate: Fate; n: number }[] =>
  FATES.map((fate) => ({ fate, n: events.filter((event) => fateOf(event) === fate).length })).filter(({ n }) => n > 0);
