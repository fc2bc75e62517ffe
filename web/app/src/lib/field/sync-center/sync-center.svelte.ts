/** The sync centre: where every record stands, and what a person can do about it. */
import { closeSession } from '#lib/api/session.ts';
import { type Live, live } from '#lib/offline/database/live.svelte.ts';
import { leave, mustStay, type StayReason } from '#lib/offline/device/sign-out.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { putAwayUnshared } from '#lib/offline/drafts/draft-store.ts';
import { exportHandover } from '#lib/offline/outbox/handover-file.ts';
import { type Ledger, ledger$ } from '#lib/offline/outbox/ledger.ts';
import { resolve } from '$app/paths';
import { dropSnapshot } from '../today/snapshot.ts';

/** A message, and the state of things when it was shown. */
interface Message<T> {
  readonly what: T;
  readonly at: string;
}

export class SyncCenter {
  #exported = $state.raw<Message<{ readonly n: number; readonly left: number }>>();
  #stay = $state.raw<Message<StayReason | 'offline'>>();
  readonly #device: Device;
  readonly #ledger: Live<Ledger>;

  /** In a component's initialisation. */
  constructor(device: Device) {
    this.#device = device;
    this.#ledger = live(() => ledger$(device));
  }

  get ledger(): Ledger | undefined {
    return this.#ledger.current;
  }

  /** Count of records in the last file, and of those that did not fit. */
  get exported() {
    return this.#ifCurrent(this.#exported);
  }

  /** Why the person cannot leave now. */
  get stay() {
    return this.#ifCurrent(this.#stay);
  }

  /** A message about the state of things goes when the state changes. */
  readonly #moment = $derived.by(() => {
    const { online, unsent, parked, photos, drafts, late } = this.#device.status;
    return [online, unsent, parked, photos, drafts, late].join();
  });

  #message = <T>(what: T): Message<T> => ({ what, at: this.#moment });

  #ifCurrent = <T>(message: Message<T> | undefined): T | undefined =>
    message?.at === this.#moment ? message.what : undefined;

  async export(): Promise<void> {
    const { events, left } = await exportHandover(this.#device, Date.now());
    this.#exported = this.#message({ n: events.length, left });
  }

  /** Tells whether signing out may be offered; otherwise shows why not. */
  async mayLeave(): Promise<boolean> {
    const why = (await mustStay(this.#device)) ?? (navigator.onLine ? undefined : 'offline');
    this.#stay = why && this.#message(why);
    return why === undefined;
  }

  /** A revoked device cannot share them any more, and signing out clears it. */
  async putDraftsAway(): Promise<void> {
    await putAwayUnshared(await this.#device.drafts());
    await this.mayLeave();
  }

  async signOut(): Promise<void> {
    if (!(await this.mayLeave())) return;
    const closed = await closeSession();
    if (!closed.ok && closed.error.code !== 'not-signed-in') {
      this.#stay = this.#message('offline');
      return;
    }
    await this.#leave();
    // A whole new page: nothing of this account stays in memory.
    location.assign(resolve('/login'));
  }

  /** To the account that the browser is signed in as. */
  async switchAccount(): Promise<void> {
    if (!(await this.mayLeave())) return;
    await this.#leave();
    location.assign(resolve('/field'));
  }

  async #leave(): Promise<void> {
    dropSnapshot(this.#device.actor.account);
    await leave(this.#device);
  }
}
