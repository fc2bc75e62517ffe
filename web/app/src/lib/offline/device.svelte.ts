/**
 * This device, opened for one account: its database, its way to the server, and where sync stands. Opening waits for
 * nothing else; replication, drafts, trust and pack come when the first screen is drawn.
 */
import type { Actor } from '@liangma/shared/access/authorise';
import { type Author, authorSchema } from '@liangma/shared/drafts/draft';
import { ok, type Result } from '@liangma/shared/kernel/result';
import type { EventType } from '@liangma/shared/protocol/event';
import type { Trust } from '@liangma/shared/task-code/trust';
import { pinnedRoot } from '@liangma/web-common/crypto/pinned-root';
import * as v from 'valibot';
import { rememberActor, unmark } from './account.ts';
import type { NewEvent } from './chain.ts';
import { type DeviceDb, type IssuedRow, readMeta, writeMeta } from './device-db.ts';
import { deviceKey } from './device-keys.ts';
import type { Drafts } from './drafts-db.ts';
import { type Connection, deleteDrafts, letGoOfDrafts } from './drafts-hold.ts';
import { append } from './event-log.ts';
import { type OpeningPorts, openDatabase } from './open-database.ts';
import type { Replication } from './replication.ts';
import type { EventRow } from './rows.ts';
import { sessionCheck } from './session-check.ts';
import { keptSkew } from './skew.ts';
import { watchStarts } from './start-clock.ts';
import type { SyncStatus } from './sync-status.svelte.ts';
import { keptTrust } from './trust.ts';
import { StatusWatch } from './watch-status.ts';
import { type Wire, wireOver } from './wire.ts';

/** A difference of clocks that is worth a write, ms: answers tell the time in whole seconds, some after a while. */
const SKEW_STEP = 3_000;
/** How long a person waits for that who has asked for the new version, ms. */
const SEND_BEFORE_UPDATE = 10_000;

export class Device {
  readonly db: DeviceDb;
  readonly wire: Wire;
  readonly status: SyncStatus;
  readonly version: string;
  readonly watch: StatusWatch;
  readonly root = pinnedRoot();
  readonly confirmSession: () => Promise<void>;
  actor = $state.raw() as Actor;
  #replication: Promise<Replication> | undefined;
  #drafts: Promise<Drafts> | undefined;
  /** By which this page holds the drafts. */
  readonly #connections: Connection[] = [];
  #keptSkew: number;
  #endStarts: (() => void) | undefined;

  /** `version`: the name of this build, for the device's reports. Throws what the storage throws. */
  static async open(
    actor: Actor,
    status: SyncStatus,
    version: string,
    ears: Pick<OpeningPorts, 'told' | 'superseded' | 'cleared'>,
  ): Promise<Result<Device, 'newer-app'>> {
    const opened = await openDatabase(actor.account, {
      ...ears,
      online: () => status.online,
      sendFirst: async (account) => {
        const { sendBeforeMigration } = await import('./send-before-migration.ts');
        return sendBeforeMigration(account, (path, init) => fetch(path, init));
      },
    });
    if (!opened.ok) return opened;
    const db = opened.value;
    status.skew = await keptSkew(db, Date.now());
    return ok(new Device(actor, status, version, db));
  }

  private constructor(actor: Actor, status: SyncStatus, version: string, db: DeviceDb) {
    this.actor = actor;
    this.db = db;
    this.status = status;
    this.version = version;
    this.#keptSkew = status.skew;
    this.watch = new StatusWatch(status, db, actor.account, () => void this.#exchange());
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

  /** Whether everything that work without network needs has been here once. */
  async isSetUp(): Promise<boolean> {
    return (await readMeta(this.db, 'setUp')) !== undefined;
  }

  /** Starts exchanging with the server, once. */
  startSync(): Promise<Replication> {
    this.#replication ??= import('./replication.ts').then(({ Replication }) => new Replication(this));
    return this.#replication;
  }

  /** Exchanges now, in whichever tab leads. */
  syncNow(): void {
    this.watch.askOthers();
    void this.#exchange();
  }

  /** Before another version opens these databases. Rejects where it could not all be sent; without network at once. */
  async sendPending(): Promise<void> {
    if (!this.status.online || this.status.problem === 'update-needed') return;
    this.syncNow();
    await this.watch.nothingPending(SEND_BEFORE_UPDATE);
  }

  /** From now on starts whose time is up are signed (SYNC-23). */
  keepStarts(): void {
    this.#endStarts ??= watchStarts(this.db, () => Date.now());
  }

  async deviceId(): Promise<string> {
    return (await deviceKey(this.db)).id;
  }

  /** Who enters something into a draft here. */
  async author(): Promise<Author> {
    return v.parse(authorSchema, { by: this.actor.officer, device: await this.deviceId() });
  }

  /** Bound, so that it can be handed on. */
  readonly drafts = (): Promise<Drafts> => {
    this.#drafts ??= this.#openDrafts();
    return this.#drafts;
  };

  /** Throws what the storage throws: then nothing was made and nothing is lost. */
  append<T extends EventType>(event: NewEvent<T>, issued?: IssuedRow): Promise<Result<EventRow, 'too-large'>> {
    return append(this.db, event, issued && (() => this.db.issued.put(issued)));
  }

  /** What codes and receipts are checked with; undefined until it was downloaded once. */
  trust(): Promise<Trust | undefined> {
    return keptTrust(this.db, this.root);
  }

  /** In bounded time, whatever hinders the drafts: a newer version waits for it. */
  async close(): Promise<void> {
    this.#stopSync();
    await letGoOfDrafts(this.#drafts, this.#connections);
    this.db.close();
  }

  /** Everything this account has on the device goes, its key too: the next sign-in enrols a new one. */
  async erase(): Promise<void> {
    this.#stopSync();
    await letGoOfDrafts(this.#drafts, this.#connections);
    await deleteDrafts(this.actor.account);
    await this.db.delete();
    unmark(this.actor.account);
  }

  /** A module that does not load has nothing to stop. */
  #stopSync(): void {
    this.#replication?.then(
      (running) => running.stop(),
      () => undefined,
    );
    this.watch.stop();
    this.#endStarts?.();
  }

  async #openDrafts(): Promise<Drafts> {
    const { openDrafts } = await import('./drafts-db.ts');
    const drafts = await openDrafts(
      this.actor.account,
      () => this.author(),
      (connection) => this.#connections.push(connection),
    );
    this.watch.watchDrafts(drafts);
    return drafts;
  }

  /** Kept for codes that are shown without network; every answer tells it anew, so small changes are not written. */
  #sawClock(skew: number): void {
    this.status.skew = skew;
    if (Math.abs(skew - this.#keptSkew) <= SKEW_STEP) return;
    this.#keptSkew = skew;
    void writeMeta(this.db, 'skew', skew);
  }

  async #exchange(): Promise<void> {
    (await this.#replication)?.now();
  }

  #sawActor(seen: Actor): void {
    const other = seen.account !== this.actor.account;
    this.status.otherName = other ? seen.name : undefined;
    if (other || JSON.stringify(seen) === JSON.stringify(this.actor)) return;
    this.actor = seen;
    rememberActor(seen);
    void writeMeta(this.db, 'actor', seen);
  }
}
