/** Policies and working calendar in force. Decisions ask here, in the middle of a write too, so that no answer waits. */
import type { Policy } from '@liangma/shared/compliance/policy';
import { type PolicyRow, policyFor } from '@liangma/shared/compliance/policy-rows';
import { dayOf, type Instant, SECOND } from '@liangma/shared/kernel/instant';
import type { CalendarYear, WorkingCalendar } from '@liangma/shared/kernel/working-days';
import type { Clock } from '../ports/runtime.ts';
import { noted, type Store } from '../ports/store.ts';

export interface Rulebook {
  readonly revision: number;
  readonly rows: readonly PolicyRow[];
  readonly calendar: WorkingCalendar;
}

export interface PolicySource {
  /** Reads the store again, at most every two seconds: another server may have changed it. Never called inside a write. */
  refresh(): Promise<void>;
  at(region: string, now: Instant): Policy;
  current(): Rulebook;
  /** Something was saved here: the next refresh reads it. */
  changed(): void;
}

/** Rows and years that a store begins with. */
export interface FirstRules {
  readonly rows: readonly PolicyRow[];
  readonly years: readonly CalendarYear[];
}

const LOOK_EVERY = 2 * SECOND;
/** Places and days kept at a time. */
const MOST_KEPT = 5000;

/** Adds what a new store, or a new version of the product, has no row for. */
export function storedPolicies({ store, clock }: { store: Store; clock: Clock }, first: FirstRules): PolicySource {
  let book: Rulebook | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  const policies = keptByDay();

  async function look(): Promise<void> {
    const revision = await store.read((tx) => tx.policies.revision());
    if (book?.revision === revision) return;
    if (!book) await addMissing(store, first);
    book = await readBook(store);
    policies.clear();
  }
  const current = (): Rulebook => {
    if (!book) throw new Error('the policies are read before they are asked for');
    return book;
  };

  return {
    async refresh() {
      const now = clock.now();
      if (book && now >= lookedAt && now < lookedAt + LOOK_EVERY) return;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
      lookedAt = now;
    },
    at: (region, now) => policies.at(current().rows, region, now),
    current,
    changed() {
      lookedAt = Number.NEGATIVE_INFINITY;
    },
  };
}

/** Policies that never change, for tests and for playing without a store. */
export function fixedPolicies({ rows, years }: FirstRules): PolicySource {
  const policies = keptByDay();
  return {
    refresh: async () => undefined,
    at: (region, now) => policies.at(rows, region, now),
    current: () => ({ revision: 0, rows, calendar: years }),
    changed: () => undefined,
  };
}

function keptByDay() {
  const kept = new Map<string, Policy>();
  return {
    at(rows: readonly PolicyRow[], region: string, now: Instant): Policy {
      const key = `${region} ${dayOf(now)}`;
      const known = kept.get(key);
      if (known) return known;
      if (kept.size >= MOST_KEPT) kept.clear();
      const policy = policyFor(rows, region, dayOf(now));
      kept.set(key, policy);
      return policy;
    },
    clear: () => kept.clear(),
  };
}

async function addMissing(store: Store, first: FirstRules): Promise<void> {
  const { rows, calendar } = await readBook(store);
  const newRows = first.rows.filter(({ name }) => !rows.some((row) => row.name === name && row.region === ''));
  const newYears = first.years.filter(({ year }) => !calendar.some((known) => known.year === year));
  if (newRows.length + newYears.length === 0) return;
  await store.write(async (tx) => {
    await tx.policies.saveRows(newRows);
    await tx.policies.saveYears(newYears);
    return noted(undefined);
  });
}

const readBook = (store: Store): Promise<Rulebook> =>
  store.read(async (tx) => ({
    revision: await tx.policies.revision(),
    rows: await tx.policies.rows(),
    calendar: await tx.policies.years(),
  }));
