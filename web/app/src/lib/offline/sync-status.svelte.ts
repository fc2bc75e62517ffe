/**
 * What the pill on every page and the sync centre say. Counts come from the databases, so every tab knows them;
 * what the leading tab is doing comes over a channel.
 */
import { liveQuery } from 'dexie';
import { combineLatest, type Observable, type Subscription } from 'rxjs';
import { mark } from './account.ts';
import { type DeviceDb, readMeta } from './device-db.ts';
import type { Local } from './local.ts';
import { SyncProblem, type SyncProblemKind } from './sync-problem.ts';

interface Report {
  readonly working: boolean;
  readonly problem: SyncProblemKind | undefined;
  readonly nextTry: number | undefined;
}

export class SyncStatus {
  online = $state(navigator.onLine);
  working = $state(false);
  /** Unsent, or sent and still waiting for an earlier one. Undefined until counted. */
  pending = $state<number>();
  parked = $state(0);
  parkedUnexported = $state(0);
  accepted = $state(0);
  receipts = $state(0);
  /** Accepted, says the server, but the receipt could not be checked yet. */
  readonly unchecked = $derived(Math.max(0, this.accepted - this.receipts));
  readonly unsent = $derived((this.pending ?? 0) + this.unchecked);
  lastSync = $state<number>();
  lastPull = $state<number>();
  problem = $state<SyncProblemKind>();
  nextTry = $state<number>();
  /** Device clock minus server clock, milliseconds. */
  skew = $state(0);
  /** Who the browser is signed in as, when that is someone else. */
  otherName = $state<string>();

  readonly #local: Local;
  readonly #db: DeviceDb;
  readonly #account: string;
  readonly #failed = new Map<string, { kind: SyncProblemKind; at: number }>();
  readonly #channel: BroadcastChannel;
  readonly #ends: (() => void)[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(local: Local, db: DeviceDb, account: string, asked: () => void) {
    this.#local = local;
    this.#db = db;
    this.#account = account;
    this.#channel = new BroadcastChannel(`${db.name}-sync`);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Report | 'now'>) => {
      if (data === 'now') asked();
      else Object.assign(this, data);
    });
    const network = (): void => {
      this.online = navigator.onLine;
      if (this.online) asked();
    };
    for (const name of ['online', 'offline']) addEventListener(name, network);
    this.#watchPending();
  }

  /** The counts that the first screen can do without. */
  watchRest(): void {
    const accepted = this.#local.collections.events.count({ selector: { 'sync.state': 'accepted' } as never });
    this.#follow(accepted.$, (n) => {
      this.accepted = n;
    });
    const meta = liveQuery(() => Promise.all([readMeta(this.#db, 'lastSync'), readMeta(this.#db, 'lastPull')]));
    this.#follow(meta, ([lastSync, lastPull]) => {
      this.lastSync = lastSync;
      this.lastPull = lastPull;
    });
    this.#follow(
      liveQuery(() => this.#db.receipts.count()),
      (n) => {
        this.receipts = n;
      },
    );
  }

  /** Asks the leading tab, which may be this one, to exchange now. */
  askOthers(): void {
    this.#channel.postMessage('now');
  }

  lineWorks(name: string): void {
    this.#failed.delete(name);
    this.#tell();
  }

  lineFailed(name: string, kind: SyncProblemKind, at: number): void {
    this.#failed.set(name, { kind, at });
    this.#tell();
  }

  /** Resolves when no event is left to send; rejects with `resync` when that takes too long. */
  async nothingPending(): Promise<void> {
    if (this.pending === 0) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new SyncProblem('resync')), 60_000);
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

  #watchPending(): void {
    const count = (state: string) =>
      this.#local.collections.events.count({ selector: { 'sync.state': state } as never }).$;
    this.#follow(combineLatest([count('pending'), count('waiting')]), ([pending, waiting]) => {
      this.pending = pending + waiting;
      this.#mark();
      if (pending > 0) return;
      for (const done of this.#waiting) done();
      this.#waiting.clear();
    });
    this.#follow(
      liveQuery(() => this.#db.parked.toArray()),
      (rows) => {
        this.parked = rows.length;
        this.parkedUnexported = rows.filter(({ exportedAt }) => exportedAt === null).length;
        this.#mark();
      },
    );
  }

  #mark(): void {
    try {
      mark(this.#account, { at: Date.now(), unsent: (this.pending ?? 0) + this.parked });
    } catch {
      // localStorage is full or refused; the marker is a courtesy.
    }
  }

  #tell(): void {
    const first = [...this.#failed.values()][0];
    const nextTry = Math.min(...[...this.#failed.values()].map(({ at }) => at));
    this.problem = first?.kind;
    this.nextTry = first ? nextTry : undefined;
    const report: Report = { working: this.working, problem: this.problem, nextTry: this.nextTry };
    this.#channel.postMessage(report);
  }

  #follow<T>(
    source: Pick<Observable<T>, 'subscribe'> | ReturnType<typeof liveQuery<T>>,
    next: (value: T) => void,
  ): void {
    const subscription = (source as Observable<T>).subscribe({ next, error: console.error }) as Subscription;
    this.#ends.push(() => subscription.unsubscribe());
  }
}
