/** Outcome of a record in a file, in the four ways that people count. */
import type { ImportedEvent } from '@liangma/shared/protocol/handover';

export const IMPORT_OUTCOMES = ['accepted', 'known', 'held', 'refused'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/** `known`: accepted before this file came. `refused`: also what the server failed at. `held`: kept, and something or somebody has to come first. */
export function outcomeOf({ known, sync }: Pick<ImportedEvent, 'known' | 'sync'>): ImportOutcome {
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

export const countOutcomes = (events: readonly ImportedEvent[]): { outcome: ImportOutcome; n: number }[] =>
  IMPORT_OUTCOMES.map((outcome) => ({
    outcome,
    n: events.filter((event) => outcomeOf(event) === outcome).length,
  })).filter(({ n }) => n > 0);
