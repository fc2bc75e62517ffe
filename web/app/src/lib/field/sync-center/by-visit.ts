/** The records of the sync centre, one group a visit: an inspector remembers enterprises, not events. */
import type { LedgerItem } from '#lib/offline/outbox/ledger.ts';

export interface Visit<T extends LedgerItem> {
  readonly task: string;
  /** Undefined when the task is no longer here. */
  readonly enterprise: string | undefined;
  readonly items: readonly T[];
}

/** Visits in the order of their first record, records in theirs. */
export function byVisit<T extends LedgerItem>(items: readonly T[]): Visit<T>[] {
  const visits = new Map<string, T[]>();
  for (const item of items) {
    const visit = visits.get(item.row.task);
    if (visit) visit.push(item);
    else visits.set(item.row.task, [item]);
  }
  return [...visits].map(([task, own]) => ({ task, enterprise: own[0]?.enterprise, items: own }));
}
