/**
 * Keeps the sync status true. It is a projection: nothing in the engine reads it. The counts come from the databases, so that
 * every tab has them; the problems of the leading tab's lanes come over a channel.
 */
import type { Exchange } from '@liangma/shared/devices/device-report';
import { liveQuery } from 'dexie';
import type { Observable } from 'rxjs';
import { type DeviceDb, readMeta } from './database/device-db.ts';
import { mark } from './device/account.ts';
import { countDrafts$, UNSHARED } from './drafts/draft-store.ts';
import type { Drafts } from './drafts/drafts-db.ts';
import type { LaneObserver } from './lanes/retry-lane.ts';
import type { LaneReport, TabChannel } from './lanes/tab-channel.ts';
import type { Outbox } from './outbox/outbox.ts';
import { isOpen, wasRefused } from './outbox/parked.ts';
import { countUnsentPhotos } from './photos/photo-rows.ts';
import type { SyncStatus } from './sync-status.svelte.ts';
import type { SyncProblemKind } from './wire/sync-problem.ts';

export interface WatchPorts {
  readonly db: DeviceDb;
  readonly account: string;
  readonly outbox: Outbox;
  readonly tabs: TabChannel;
}

export class StatusWatch implements LaneObserver {
  readonly #status: SyncStatus;
  readonly #ports: WatchPorts;
  readonly #failed = new Map<Exchange, { kind: SyncProblemKind; at: number }>();
  readonly #ends: (() => void)[] = [];
  /** Parked because their receipt fails the check: they count as accepted without receipt as well. */
  #invalid = 0;
  /** A device that was cleared keeps what it has to tell its owner until work begins on it. */
  #marks = false;

  constructor(status: SyncStatus, ports: WatchPorts) {
    this.#status = status;
    this.#ports = ports;
    ports.tabs.onReport((report) => Object.assign(status, report));
    const network = (): void => {
      status.online = navigator.onLine;
    };
    for (const name of ['online', 'offline']) {
      addEventListener(name, network);
      this.#ends.push(() => removeEventListener(name, network));
    }
    this.#watchUnsent();
    this.#follow(
      liveQuery(() => readMeta(ports.db, 'revokedAt')),
      (at) => {
        status.revoked = at !== undefined;
      },
    );
  }

  /** Watches what the first screen can do without. Work has begun: from now on the marker says what is on this device. */
  watchRest(): void {
    const { db, outbox } = this.#ports;
    this.#marks = true;
    const meta = liveQuery(() => Promise.all([readMeta(db, 'lastSync'), readMeta(db, 'lastPull')]));
    this.#follow(meta, ([lastSync, lastPull]) => {
      this.#status.lastSync = lastSync;
      this.#status.lastPull = lastPull;
    });
    this.#follow(outbox.accepted$, (counts) => {
      Object.assign(this.#status, counts);
      this.#mark();
    });
  }

  watchDrafts(drafts: Drafts): void {
    this.#follow(countDrafts$(drafts, ...UNSHARED), (n) => {
      this.#status.drafts = n;
    });
    this.#follow(countDrafts$(drafts, 'late'), (n) => {
      this.#status.late = n;
    });
  }

  works(lane: Exchange): void {
    this.#failed.delete(lane);
    this.#report();
  }

  failed(lane: Exchange, kind: SyncProblemKind, nextTry: number): void {
    this.#failed.set(lane, { kind, at: nextTry });
    this.#report();
  }

  active(lanes: number): void {
    this.#status.working = lanes > 0;
  }

  stop(): void {
    for (const end of this.#ends) end();
  }

  #watchUnsent(): void {
    const { db, outbox } = this.#ports;
    this.#follow(outbox.unsent$, ({ pending, waiting, quarantined }) => {
      this.#status.pending = pending + waiting;
      this.#status.undecided = quarantined;
      this.#mark();
    });
    this.#follow(
      liveQuery(() => db.parked.toArray()),
      (parked) => {
        this.#status.parked = parked.filter(isOpen).length;
        this.#invalid = parked.filter((row) => !wasRefused(row)).length;
        this.#mark();
      },
    );
    this.#follow(
      liveQuery(() => countUnsentPhotos(db)),
      (photos) => {
        this.#status.photos = photos;
        this.#mark();
      },
    );
  }

  /** Without a checked receipt nobody knows that the server has an event. */
  #mark(): void {
    if (!this.#marks) return;
    const { pending = 0, accepted = 0, receipts = 0, parked = 0, photos } = this.#status;
    const unchecked = Math.max(0, accepted - receipts - this.#invalid);
    try {
      mark(this.#ports.account, { at: Date.now(), unsent: pending + unchecked + parked + photos });
    } catch (error) {
      // localStorage is full or refused; the marker is a courtesy.
      console.debug(error);
    }
  }

  #report(): void {
    const failed = [...this.#failed.values()];
    const report: LaneReport = {
      problem: failed[0]?.kind,
      nextTry: failed.length > 0 ? Math.min(...failed.map(({ at }) => at)) : undefined,
    };
    Object.assign(this.#status, report);
    this.#ports.tabs.report(report);
  }

  #follow<T>(source: Observable<T> | ReturnType<typeof liveQuery<T>>, next: (value: T) => void): void {
    const subscription = (source as Observable<T>).subscribe({ next, error: console.error });
    this.#ends.push(() => subscription.unsubscribe());
  }
}
