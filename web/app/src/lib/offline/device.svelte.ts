/**
 * This device, opened for one account: the one place that puts the parts of the engine together. Opening waits for
 * nothing else; replication, drafts, trust and pack come when the first screen is drawn.
 */
import type { Actor } from '@liangma/shared/access/authorise';
import type { Policy } from '@liangma/shared/compliance/policy';
import { type Author, authorSchema } from '@liangma/shared/drafts/draft';
import { ok, type Result } from '@liangma/shared/kernel/result';
import type { EventType } from '@liangma/shared/protocol/event';
import type { Trust } from '@liangma/shared/trust/trust';
import { pinnedRoot } from '@liangma/web-common/crypto/pinned-root';
import type { Observable } from 'rxjs';
import * as v from 'valibot';
import { type DeviceDb, readMeta, writeMeta } from './database/device-db.ts';
import { type OpeningPorts, openDatabase } from './database/open-database.ts';
import { rememberActor, unmark } from './device/account.ts';
import { deviceKey } from './device/device-keys.ts';
import { sessionCheck } from './device/session-check.ts';
import { keptSkew } from './device/skew.ts';
import { devicePolicy$ } from './downloads/rules.ts';
import { deviceTrust } from './downloads/trust.ts';
import type { Connection, Drafts } from './drafts/drafts-db.ts';
import { deleteDrafts, letGoOfDrafts } from './drafts/drafts-hold.ts';
import { TabChannel } from './lanes/tab-channel.ts';
import type { NewEvent } from './outbox/chain.ts';
import { append } from './outbox/event-log.ts';
import { Outbox } from './outbox/outbox.ts';
import type { Clock, DeviceParts } from './parts.ts';
import type { Replication } from './replication.ts';
import type { EventRow, IssuedRow } from './rows.ts';
import type { SyncStatus } from './sync-status.svelte.ts';
import { watchStarts } from './tasks/start-clock.ts';
import { StatusWatch } from './watch-status.ts';
import { type Wire, wireOver } from './wire/wire.ts';

/**
 * Smallest change of the skew that is worth a write, ms: answers tell the time in whole seconds, some after a while.
 */
const SKEW_STEP = 3_000;
/** Longest wait for the push when a person has asked for the new version, ms. */
const SEND_BEFORE_UPDATE = 10_000;

export class Device implements DeviceParts {
  readonly db: DeviceDb;
  readonly wire: Wire;
  readonly outbox: Outbox;
  readonly status: SyncStatus;
  readonly version: string;
  readonly root = pinnedRoot();
  readonly confirmSession: () => Promise<void>;
  readonly clock: Clock = { now: () => Date.now(), skew: () => this.#skew };
  actor = $state.raw() as Actor;
  readonly #tabs: TabChannel;
  readonly #watch: StatusWatch;
  #replication: Promise<Replication> | undefined;
  #drafts: Promise<Drafts> | undefined;
  /** Connections by which this page holds the drafts. */
  readonly #connections: Connection[] = [];
  /** Device clock minus server clock, ms: as last told, and as last written. */
  #skew: number;
  #keptSkew: number;
  #endStarts: (() => void) | undefined;

  /** `version`: the name of this build, for the device's reports. Throws what the storage throws. */
  static async open(
    actor: Actor,
    status: SyncStatus,
    version: string,
    ears: Pick<OpeningPorts, 'onStep' | 'superseded' | 'cleared'>,
  ): Promise<Result<Device, 'newer-app'>> {
    const opened = await openDatabase(actor.account, {
      ...ears,
      online: () => navigator.onLine,
      sendFirst: async (account) => {
        const { sendBeforeMigration } = await import('./outbox/send-before-migration.ts');
        return sendBeforeMigration(account, (path, init) => fetch(path, init));
      },
    });
    if (!opened.ok) return opened;
    const db = opened.value;
    return ok(new Device(actor, status, version, db, await keptSkew(db, Date.now())));
  }

  private constructor(actor: Actor, status: SyncStatus, version: string, db: DeviceDb, skew: number) {
    this.actor = actor;
    this.db = db;
    this.status = status;
    this.version = version;
    this.#skew = skew;
    this.#keptSkew = skew;
    status.skew = skew;
    this.outbox = new Outbox(db);
    this.#tabs = new TabChannel(`${db.name}-sync`);
    this.#tabs.onAsked(this.#exchange);
    addEventListener('online', this.#exchange);
    addEventListener('online', this.sendLateEntries);
    this.#watch = new StatusWatch(status, { db, account: actor.account, outbox: this.outbox, tabs: this.#tabs });
    this.wire = wireOver(
      (path, init) => fetch(path, init),
      () => Date.now(),
      (skew) => this.#sawClock(skew),
    );
    this.confirmSession = sessionCheck(
      this.wire,
      actor.account,
      () => Date.now(),
      (seen) => this.#sawActor(seen),
    );
  }

  readonly online = (): boolean => navigator.onLine;

  readonly deviceId = async (): Promise<string> => (await deviceKey(this.db)).id;

  /** Trust by which codes and receipts are checked; undefined until it was downloaded once. */
  readonly trust = (): Promise<Trust | undefined> => deviceTrust(this.db, this.root);

  /** Thresholds at the officer's place, again whenever newer rules are stored; null before the first download. */
  readonly policy$ = (): Observable<Policy | null> => devicePolicy$(this.db, this.actor.region, () => Date.now());

  readonly drafts = (): Promise<Drafts> => {
    this.#drafts ??= this.#openDrafts();
    return this.#drafts;
  };

  /** True if everything that work without network needs has been here once. */
  async isSetUp(): Promise<boolean> {
    return (await readMeta(this.db, 'setUp')) !== undefined;
  }

  /** Starts exchanging with the server, once. */
  startSync(): Promise<Replication> {
    this.#replication ??= import('./replication.ts').then(({ Replication }) => new Replication(this, this.#watch));
    return this.#replication;
  }

  /** Exchanges now, in whichever tab leads. */
  syncNow(): void {
    this.askOtherTabs();
    void this.#exchange();
    this.sendLateEntries();
  }

  /** LATE-1, LATE-2: sends late entries that were given away, in the background; each waits for network. */
  readonly sendLateEntries = (): void => {
    void import('./late/enter-late.ts').then(({ enterLate }) => enterLate(this)).catch(console.error);
  };

  /** Asks the leading tab, if it is another one, to exchange now. */
  askOtherTabs(): void {
    this.#tabs.askForExchange();
  }

  /** Watches the part of the status that the first screen can do without. */
  watchRest(): void {
    this.#watch.watchRest();
  }

  /**
   * Before another version opens these databases. Rejects if not all could be sent; without network it returns at once.
   */
  async sendPending(): Promise<void> {
    if (!this.online() || this.status.problem === 'update-needed') return;
    this.syncNow();
    await this.outbox.drained(SEND_BEFORE_UPDATE);
  }

  /** From now on starts whose time is up are signed (SYNC-23). */
  keepStarts(): void {
    this.#endStarts ??= watchStarts(
      this.db,
      () => Date.now(),
      () => this.actor.region,
    );
  }

  /** Returns the author of what is entered into drafts on this device. */
  async author(): Promise<Author> {
    return v.parse(authorSchema, { by: this.actor.officer, device: await this.deviceId() });
  }

  /** Throws what the storage throws: then nothing was made and nothing is lost. */
  append<T extends EventType>(event: NewEvent<T>, issued?: IssuedRow): Promise<Result<EventRow, 'too-large'>> {
    return append(this.db, event, issued && (() => this.db.issued.put(issued)));
  }

  /** Takes bounded time, whatever hinders the drafts, because a newer version waits for it. */
  async close(): Promise<void> {
    this.#stopSync();
    await letGoOfDrafts(this.#drafts, this.#connections);
    this.db.close();
  }

  /** Deletes everything of this account from the device, its key too: the next sign-in enrols a new one. */
  async erase(): Promise<void> {
    this.#stopSync();
    await letGoOfDrafts(this.#drafts, this.#connections);
    await deleteDrafts(this.actor.account);
    await this.db.delete();
    unmark(this.actor.account);
  }

  #stopSync(): void {
    // A module that did not load has nothing to stop.
    this.#replication?.then((running) => running.stop(), console.debug);
    removeEventListener('online', this.#exchange);
    removeEventListener('online', this.sendLateEntries);
    this.#watch.stop();
    this.#tabs.close();
    this.#endStarts?.();
  }

  async #openDrafts(): Promise<Drafts> {
    const { openDrafts } = await import('./drafts/drafts-db.ts');
    const drafts = await openDrafts(this.actor.account, (connection) => this.#connections.push(connection));
    this.#watch.watchDrafts(drafts);
    return drafts;
  }

  /** Kept for codes that are shown without network. Every answer tells the time, so small changes are not written. */
  #sawClock(skew: number): void {
    this.#skew = skew;
    this.status.skew = skew;
    if (Math.abs(skew - this.#keptSkew) <= SKEW_STEP) return;
    this.#keptSkew = skew;
    void writeMeta(this.db, 'skew', skew);
  }

  readonly #exchange = async (): Promise<void> => {
    (await this.#replication)?.now();
  };

  #sawActor(seen: Actor): void {
    const other = seen.account !== this.actor.account;
    this.status.otherName = other ? seen.name : undefined;
    if (other || JSON.stringify(seen) === JSON.stringify(this.actor)) return;
    this.actor = seen;
    rememberActor(seen);
    void writeMeta(this.db, 'actor', seen);
  }
}
