/**
 * Signals of the outbox: which events wait, and when none does. They are read from the database, so that every tab gets
 * them whichever tab has written the rows. The sync status (watch-status.ts) is a projection of the same counts.
 */
import { liveQuery } from 'dexie';
import { from, type Observable, shareReplay } from 'rxjs';
import type { DeviceDb } from '../database/device-db.ts';
import { waitUntil } from '../database/wait-until.ts';
import { withTimeout } from '../lanes/with-timeout.ts';
import type { EventRow } from '../rows.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import { countChecked } from './event-rows.ts';

export interface UnsentCounts {
  readonly pending: number;
  /** Sent, and waiting at the server for an earlier one. */
  readonly waiting: number;
  readonly quarantined: number;
}

export interface AcceptedCounts {
  readonly accepted: number;
  /** Accepted with a receipt that this device has checked. */
  readonly receipts: number;
}

/** Longest wait of a full pull for the push before it, ms. */
const PUSH_FIRST = 60_000;

export class Outbox {
  readonly #db: DeviceDb;
  readonly unsent$: Observable<UnsentCounts>;
  readonly accepted$: Observable<AcceptedCounts>;

  constructor(db: DeviceDb) {
    this.#db = db;
    this.unsent$ = this.#counts(async () => {
      const [pending, waiting, quarantined] = await Promise.all([
        countThat(db, 'pending'),
        countThat(db, 'waiting'),
        countThat(db, 'quarantined'),
      ]);
      return { pending, waiting, quarantined };
    });
    this.accepted$ = this.#counts(async () => {
      const [accepted, receipts] = await Promise.all([countThat(db, 'accepted'), countChecked(db)]);
      return { accepted, receipts };
    });
  }

  /** Calls `run` now if events are pending, and whenever their number changes to another than none. Returns the end. */
  onPending(run: () => void): () => void {
    return whenSome(this.unsent$, ({ pending }) => pending, run);
  }

  /** The same for accepted events. */
  onAccepted(run: () => void): () => void {
    return whenSome(this.accepted$, ({ accepted }) => accepted, run);
  }

  /**
   * Resolves when no event is pending; rejects with `resync` after `longest` milliseconds. It does not wait for events
   * that wait at the server for an earlier one, because the full pull may be what brings that one to light.
   */
  async drained(longest = PUSH_FIRST): Promise<void> {
    const isDrained = async (): Promise<boolean> => (await countThat(this.#db, 'pending')) === 0;
    const end = new AbortController();
    const late = (): Error => new SyncProblem('resync');
    await withTimeout(waitUntil(isDrained, end.signal), longest, late).finally(() => end.abort());
  }

  /** All subscribers share one query. */
  #counts<T>(count: () => Promise<T>): Observable<T> {
    const db = this.#db;
    const query = liveQuery(() => db.transaction('r', db.events, count));
    return from(query).pipe(shareReplay({ bufferSize: 1, refCount: true }));
  }
}

function whenSome<T>(counts: Observable<T>, count: (counts: T) => number, run: () => void): () => void {
  const subscription = counts.subscribe({
    next: (value) => {
      if (count(value) > 0) run();
    },
    error: console.error,
  });
  return () => subscription.unsubscribe();
}

const countThat = (db: DeviceDb, state: EventRow['sync']['state']): Promise<number> =>
  db.events.where('sync.state').equals(state).count();
