/** Opening the field face: from "who works on this device" to a list that can be used, with or without network. */
import type { Actor } from '@liangma/shared/access/authorise';
import { actorOnDevice, type Marker, markerOf, rememberActor } from '#lib/offline/account.ts';
import { Device } from '#lib/offline/device.svelte.ts';
import { Setup } from '#lib/offline/setup.svelte.ts';
import { session } from '#lib/session/session.svelte.ts';
import { pwa } from './pwa.svelte.ts';

/** `offline`: a first use without network. `broken`: the browser gives no storage. */
export type Phase = 'opening' | 'offline' | 'sign-in' | 'not-inspector' | 'broken' | 'setup' | 'ready';

class FieldApp {
  phase = $state<Phase>('opening');
  device = $state.raw<Device>();
  setup = $state.raw<Setup>();
  /** What this device held before the system cleared it. */
  evicted = $state.raw<Marker>();
  #opening: Promise<void> | undefined;

  get knowsActor(): boolean {
    return actorOnDevice() !== undefined;
  }

  /** May be called with every navigation: it opens once, and again after a sign-in. */
  open(): Promise<void> {
    if (this.device) return Promise.resolve();
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** From the setup to work; the county pack may still be on its way. */
  enter(): void {
    this.phase = 'ready';
    this.#afterFirstScreen();
  }

  async #open(): Promise<void> {
    const actor = actorOnDevice() ?? (await this.#signedIn());
    if (!actor) return;
    try {
      this.device = await Device.open(actor);
      if (await this.device.isSetUp()) this.enter();
      else this.#setUp(this.device);
    } catch (error) {
      console.error(error);
      this.phase = 'broken';
    }
  }

  async #signedIn(): Promise<Actor | undefined> {
    const known = await session.known();
    if (!known.ok) {
      this.phase = known.error.code === 'not-signed-in' ? 'sign-in' : 'offline';
      return undefined;
    }
    const actor = known.value;
    if (!actor.roles.includes('inspector') || !actor.officer) {
      this.phase = 'not-inspector';
      return undefined;
    }
    rememberActor(actor);
    return actor;
  }

  #setUp(device: Device): void {
    this.evicted = markerOf(device.actor.account);
    this.setup = new Setup(device);
    this.phase = 'setup';
    void pwa.register();
    void this.runSetup();
  }

  async runSetup(): Promise<void> {
    await this.setup?.run();
    if (this.setup?.finished) this.enter();
  }

  /** Nothing of this may delay the list. */
  #afterFirstScreen(): void {
    const idle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
    requestAnimationFrame(() =>
      idle(() => {
        this.device?.status.watchRest();
        void this.device?.startSync();
        void pwa.register();
      }),
    );
  }
}

export const app = new FieldApp();
