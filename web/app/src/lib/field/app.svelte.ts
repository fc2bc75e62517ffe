/**
 * Opening the field face: from "who works on this device" to a list that can be used, with or without network.
 * Nothing heavy is imported here: the databases come while the first screen is drawn from its snapshot.
 */
import type { Actor } from '@liangma/shared/access/authorise';
import type { OpeningStep } from '#lib/offline/database/open-database.ts';
import { actorOnDevice, type Marker, mark, markerOf, rememberActor } from '#lib/offline/device/account.ts';
import type { Setup } from '#lib/offline/device/setup.svelte.ts';
import type { Device } from '#lib/offline/device.svelte.ts';
import { withTimeout } from '#lib/offline/lanes/with-timeout.ts';
import { SyncStatus } from '#lib/offline/sync-status.svelte.ts';
import { session } from '#lib/session/session.svelte.ts';
import { pwa } from '#lib/shell/pwa.svelte.ts';
import { version } from '$app/env';
import { readSnapshot } from './today/snapshot.ts';
import { Today } from './today/today.svelte.ts';

/**
 * `offline`: a first use without network. `broken`: the browser gives no storage. `outdated`: a newer version of the app
 * has the databases.
 */
export type Phase = OpeningStep | 'offline' | 'sign-in' | 'not-inspector' | 'broken' | 'outdated' | 'setup' | 'ready';

/** Longest time that a newer version waits for forms of this one to be saved, ms. */
const LONGEST_SAVE = 5_000;

/** Tries to open the databases, and ms between two tries. */
const OPENING_TRIES = 3;
const OPEN_AGAIN = 700;

class FieldApp {
  phase = $state<Phase>('opening');
  /** The officer who works on this device. */
  actor = $state.raw<Actor>();
  device = $state.raw<Device>();
  setup = $state.raw<Setup>();
  /** Nothing of this account was here before: what comes is its setup. */
  fresh = $state(actorOnDevice() === undefined);
  /** A newer version has the databases, and what a form holds here could not be saved before. */
  unsaved = $state(false);
  /** The data of this device is gone, and what is on the screen is nowhere else. */
  lost = $state(false);
  /** Note of what this device held before the system cleared it. */
  evicted = $state.raw<Marker>();
  readonly status = new SyncStatus();
  today = $state.raw(new Today(this.status, undefined));
  #opening: Promise<void> | undefined;
  #lettingGo: Promise<void> | undefined;
  readonly #listDrawn = deferred();

  get knowsActor(): boolean {
    return actorOnDevice() !== undefined;
  }

  /**
   * May be called with every navigation: it opens once, and again after a sign-in. `listFirst`: the page is the
   * list, which is drawn from its snapshot before anything else.
   */
  open(listFirst = false): Promise<void> {
    if (this.device) {
      // Back from signing in again: what waited for that goes now.
      if (this.status.problem === 'signed-out' || this.status.problem === 'other-account') this.device.syncNow();
      return Promise.resolve();
    }
    this.#opening ??= this.#open(listFirst).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** From the setup to work; the county pack may still be on its way. */
  enter(): void {
    this.phase = 'ready';
    this.device?.keepStarts();
    this.#afterFirstScreen();
  }

  /** The list is on the screen. */
  listDrawn(): void {
    requestAnimationFrame(() => setTimeout(() => this.#listDrawn.resolve()));
  }

  async #open(listFirst: boolean): Promise<void> {
    const actor = actorOnDevice() ?? (await this.#signedIn());
    if (!actor) return;
    this.actor = actor;
    if (this.#draw(actor.account) && listFirst) await Promise.race([this.#listDrawn.promise, longestWait()]);
    // Before the new databases write their own.
    const marker = markerOf(actor.account);
    this.fresh = marker === undefined && this.today.tasks === undefined;
    await this.#openDevice(actor, marker, OPENING_TRIES);
  }

  /** The system may still be deleting what it clears when the page has come back: opening is tried again a few times. */
  async #openDevice(actor: Actor, marker: Marker | undefined, triesLeft: number): Promise<void> {
    let device: Device | undefined;
    try {
      const { Device } = await import('#lib/offline/device.svelte.ts');
      const opened = await Device.open(actor, this.status, version, {
        onStep: (step) => {
          this.phase = step;
        },
        superseded: () => {
          this.#lettingGo ??= this.#letGo();
          return this.#lettingGo;
        },
        cleared: () => void this.#cleared(),
      });
      if (!opened.ok) return this.#outdated();
      device = opened.value;
      const ready = await device.isSetUp();
      this.device = device;
      if (ready) this.enter();
      else await this.#setUp(device, marker);
    } catch (error) {
      console.error(error);
      this.device = undefined;
      await device?.close().catch(console.error);
      if (triesLeft <= 1) {
        this.phase = 'broken';
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, OPEN_AGAIN));
      await this.#openDevice(actor, marker, triesLeft - 1);
    }
  }

  /** A newer version waits for the databases: forms are saved, everything is closed, and the person hears of it. */
  async #letGo(): Promise<void> {
    await this.#opening;
    await withTimeout(pwa.save(), LONGEST_SAVE).catch((error: unknown) => {
      console.error(error);
      this.unsaved = true;
    });
    await this.device?.close();
    if (!this.unsaved) this.#outdated();
  }

  /**
   * The data of this device was deleted beneath the open page, by a person, a cleaner app or the system. What it held is
   * noted again first: the next start says what was lost, and sets the device up. A page with an open form stays, since
   * what is on the screen is nowhere else any more.
   */
  async #cleared(): Promise<void> {
    const { device, status, actor } = this;
    if (!device || !actor || this.lost) return;
    this.lost = true;
    const unsent = status.unsent + status.parked + status.photos;
    await device.close();
    keepMarker(actor.account, { at: Date.now(), unsent });
    if (!pwa.hasForms) location.reload();
  }

  #outdated(): void {
    this.device = undefined;
    this.phase = 'outdated';
    void pwa.register();
  }

  /** True when there is something to draw before the databases are open. */
  #draw(account: string): boolean {
    const snapshot = readSnapshot(account);
    if (!snapshot) return false;
    const { pending, parked, skew = 0, lastPull, lastSync } = snapshot;
    Object.assign(this.status, { pending, parked, skew, lastPull, lastSync });
    this.today = new Today(this.status, snapshot);
    return true;
  }

  async #signedIn(): Promise<Actor | undefined> {
    const known = await session.known();
    if (!known.ok) {
      this.phase = known.error.code === 'not-signed-in' ? 'sign-in' : 'offline';
      return undefined;
    }
    const actor = known.value;
    if (!session.roles.includes('inspector') || !actor.officer) {
      this.phase = 'not-inspector';
      return undefined;
    }
    rememberActor(actor);
    return actor;
  }

  async #setUp(device: Device, marker: Marker | undefined): Promise<void> {
    const { Setup, keepEvicted } = await import('#lib/offline/device/setup.svelte.ts');
    this.evicted = marker;
    if (marker) await keepEvicted(device, marker);
    this.setup = new Setup(device);
    this.phase = 'setup';
    void pwa.register();
    void this.runSetup();
  }

  async runSetup(): Promise<void> {
    await this.setup?.run();
    // An officer who lost data reads about it before going on.
    if (this.setup?.finished && !this.evicted) this.enter();
  }

  /** Nothing of this may delay the list. */
  #afterFirstScreen(): void {
    const idle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
    requestAnimationFrame(() =>
      idle(() => {
        this.device?.watchRest();
        void this.device?.startSync();
        // Another person may have signed in than the tab that exchanges has seen.
        this.device?.askOtherTabs();
        pwa.sendFirst = async () => this.device?.sendPending();
        void pwa.register();
      }),
    );
  }
}

/** A hidden page draws nothing. */
const longestWait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_500));

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Nothing but the marker: also localStorage may just have been cleared, or be refused. */
function keepMarker(account: string, marker: Marker): void {
  try {
    mark(account, marker);
  } catch (error) {
    console.error(error);
  }
}

export const app = new FieldApp();
