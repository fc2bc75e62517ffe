/**
 * Keeps the sync status true. Counts come from the databases, so every tab knows them; what the leading tab is
 * doing comes over a channel.
 */
import type { Exchange } from '@liangma/shared/protocol/device-report';
import { liveQuery } from 'dexie';
import type { Observable } from 'rxjs';
import { mark } from './account.ts';
import { type DeviceDb, readMeta } from './device-db.ts';
import { countDrafts$, UNSHARED } from './draft-store.ts';
import type { Drafts } from './drafts-db.ts';
import { countChecked } from './event-rows.ts';
import { isOpen, wasRefused } from './parked.ts';
import { countUnsentPhotos } from './photo-rows.ts';
import type { EventRow } from './rows.ts';
import { SyncProblem, type SyncProblemKind } from './sync-problem.ts';
import type { SyncStatus } from './sync-status.svelte.ts';

interface Report {
  readonly problem: SyncProblemKind | undefined;
  readonly nextTry: number | undefined;
}

/** How long a fresh pull waits for the push before it. */
const PUSH_FIRST = 60_000;

export class StatusWatch {
  readonly #status: SyncStatus;
  readonly #db: DeviceDb;
  readonly #account: string;
  readonly #failed = new Map<Exchange, { kind: SyncProblemKind; at: number }>();
  readonly #channel: BroadcastChannel;
  readonly #ends: (() => void)[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #standing = { pending: 0, accepted: 0 };
  readonly #told = { pending: new Set<() => void>(), accepted: new Set<() => void>() };
  /** Parked because their receipt does not hold: they count as accepted without receipt as well. */
  #invalid = 0;
  /** A device that was cleared has not told its owner yet, until work begins on it. */
  #marks = false;

  /** `asked`: another tab or the returning network wants an exchange. */
  constructor(status: SyncStatus, db: DeviceDb, account: string, asked: () => void) {
    this.#status = status;
    this.#db = db;
    this.#account = account;
    this.#channel = new BroadcastChannel(`${db.name}-sync`);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Report | 'now'>) => {
      if (data === 'now') asked();
      else Object.assign(status, data);
    });
    const network = (): void => {
      status.online = navigator.onLine;
      if (status.online) asked();
    };
    for (const name of ['online', 'offline']) {
      addEventListener(name, network);
      this.#ends.push(() => removeEventListener(name, network));
    }
    this.#watchUnsent();
    this.#follow(
      liveQuery(() => readMeta(db, 'revokedAt')),
      (at) => {
        status.revoked = at !== undefined;
      },
    );
  }

  /** The counts that the first screen can do without. Work has begun: from now on what is here is remembered. */
  watchRest(): void {
    this.#marks = true;
    const meta = liveQuery(() => Promise.all([readMeta(this.#db, 'lastSync'), readMeta(this.#db, 'lastPull')]));
    this.#follow(meta, ([lastSync, lastPull]) => {
      this.#status.lastSync = lastSync;
      this.#status.lastPull = lastPull;
    });
    const db = this.#db;
    const checked = async () => ({ accepted: await countThat(db, 'accepted'), receipts: await countChecked(db) });
    this.#follow(
      liveQuery(() => db.transaction('r', db.events, checked)),
      (counts) => {
        Object.assign(this.#status, counts);
        this.#mark();
        this.#tellOf('accepted', counts.accepted);
      },
    );
  }

  /** Whenever events come to stand so, whichever tab has made them; at once when some do. */
  whenSome(state: 'pending' | 'accepted', tell: () => void): () => void {
    this.#told[state].add(tell);
    if (this.#standing[state] > 0) tell();
    return () => this.#told[state].delete(tell);
  }

  watchDrafts(drafts: Drafts): void {
    this.#follow(countDrafts$(drafts, ...UNSHARED), (n) => {
      this.#status.drafts = n;
    });
    this.#follow(countDrafts$(drafts, 'late'), (n) => {
      this.#status.late = n;
    });
  }

  /** Asks the leading tab, when it is another one, to exchange now. */
  askOthers(): void {
    this.#channel.postMessage('now');
  }

  lineWorks(name: Exchange): void {
    this.#failed.delete(name);
    this.#tell();
  }

  lineFailed(name: Exchange, kind: SyncProblemKind, at: number): void {
    this.#failed.set(name, { kind, at });
    this.#tell();
  }

  /**
   * Resolves when no event is left to send; rejects with `resync` when that takes too long. One that was sent and waits
   * at the server for an earlier one is no reason to wait here: the fresh pull may be what brings that to light.
   * `longest`: milliseconds.
   */
  async nothingPending(longest = PUSH_FIRST): Promise<void> {
    if ((await pending(this.#db)) === 0) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new SyncProblem('resync')), longest);
      this.#waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  stop(): void {
    for (const end of this.#ends) end();
    this.#channel.close();
  }

  #watchUnsent(): void {
    const states = ['pending', 'waiting', 'quarantined'] as const;
    const db = this.#db;
    const count = () => db.transaction('r', db.events, () => Promise.all(states.map((state) => countThat(db, state))));
    this.#follow(liveQuery(count), ([pending = 0, waiting = 0, quarantined = 0]) => {
      this.#status.pending = pending + waiting;
      this.#status.undecided = quarantined;
      this.#mark();
      this.#tellOf('pending', pending);
      if (pending > 0) return;
      for (const done of this.#waiting) done();
      this.#waiting.clear();
    });
    this.#follow(
      liveQuery(() => this.#db.parked.toArray()),
      (parked) => {
        this.#status.parked = parked.filter(isOpen).length;
        this.#invalid = parked.filter((row) => !wasRefused(row)).length;
        this.#mark();
      },
    );
    this.#follow(
      liveQuery(() => countUnsentPhotos(this.#db)),
      (photos) => {
        this.#status.photos = photos;
        this.#mark();
      },
    );
  }

  /** Without a receipt that was checked, nobody knows that the server has it. */
  #mark(): void {
    if (!this.#marks) return;
    const { pending = 0, accepted = 0, receipts = 0, parked = 0, photos } = this.#status;
    const unchecked = Math.max(0, accepted - receipts - this.#invalid);
    try {
      mark(this.#account, { at: Date.now(), unsent: pending + unchecked + parked + photos });
    } catch {
      // localStorage is full or refused; the marker is a courtesy.
    }
  }

  #tellOf(state: 'pending' | 'accepted', count: number): void {
    this.#standing[state] = count;
    if (count > 0) for (const tell of this.#told[state]) tell();
  }

  #tell(): void {
    const failed = [...this.#failed.values()];
    const report: Report = {
      problem: failed[0]?.kind,
      nextTry: failed.length > 0 ? Math.min(...failed.map(({ at }) => at)) : undefined,
    };
    Object.assign(this.#status, report);
    this.#channel.postMessage(report);
  }

  #follow<T>(source: Observable<T> | ReturnType<typeof liveQuery<T>>, next: (value: T) => void): void {
    const subscription = (source as Observable<T>).subscribe({ next, error: console.error });
    this.#ends.push(() => subscription.unsubscribe());
  }
}

type State = EventRow['sync']['state'];

const countThat = (db: DeviceDb, state: State): Promise<number> => db.events.where('sync.state').equals(state).count();

const pending = (db: DeviceDb): Promise<number> => countThat(db, 'pending');
