/** Working without network, and new versions: one that arrived waits until the person takes it. */
import { bestEffort } from '@liangma/web-common/best-effort';
import type { Workbox } from 'workbox-window';
import { dev } from '$app/env';
import { resolve } from '$app/paths';

const HOUR = 3_600_000;
const OFFLINE = 'there may be no network';

class Pwa {
  /** A new version is on the device and waits. */
  waiting = $state(false);
  /** Every file of the app is on the device, so that it opens without network; undefined until the worker has looked. */
  offlineReady = $state<boolean>();
  /** The person took it; what waits is being sent. */
  updating = $state(false);
  /** Sends what this version has made. An update waits for that, and goes on where it fails. */
  sendFirst: () => Promise<void> = async () => undefined;
  #workbox: Workbox | undefined;
  readonly #flushes = new Set<() => Promise<void>>();

  /** A form registers how it saves what it holds; an update waits for that. Returns the end. */
  saveBeforeReload(flush: () => Promise<void>): () => void {
    this.#flushes.add(flush);
    return () => this.#flushes.delete(flush);
  }

  /** A form is open: what is on the screen may be nowhere else. */
  get hasForms(): boolean {
    return this.#flushes.size > 0;
  }

  /** Once, when the first screen is drawn: precaching must not slow that down. */
  async register(): Promise<void> {
    if (dev || this.#workbox || !('serviceWorker' in navigator)) return;
    const { Workbox } = await import('workbox-window');
    const scope = resolve('/');
    const workbox = new Workbox(`${scope}service-worker.js`, { scope, type: 'classic', updateViaCache: 'none' });
    this.#workbox = workbox;
    workbox.addEventListener('waiting', () => {
      this.waiting = true;
    });
    workbox.addEventListener('activated', () => {
      void this.fillUp();
    });
    // The person agreed, in this tab or in another. The first worker of all takes over a page of its own version.
    let controlled = navigator.serviceWorker.controller !== null;
    workbox.addEventListener('controlling', () => {
      if (controlled) void this.#reload();
      controlled = true;
    });
    await bestEffort(workbox.register(), 'the browser may have no service workers');
    void this.fillUp();
    addEventListener('online', () => void this.fillUp());
    setInterval(() => void bestEffort(workbox.update(), OFFLINE), HOUR);
  }

  /**
   * The system may have emptied Cache Storage: the worker fetches what is missing of the version that runs. Its first
   * installation ends in `activated`, which calls this again.
   */
  async fillUp(): Promise<void> {
    const { active } = (await navigator.serviceWorker?.getRegistration(resolve('/'))) ?? {};
    if (!active) return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      this.offlineReady = data === true;
    };
    active.postMessage({ type: 'FILL_PRECACHE' }, [port2]);
  }

  /** Takes the waiting version; every tab reloads. It may change the databases: what can be sent is sent before. */
  async update(): Promise<void> {
    if (this.updating) return;
    this.updating = true;
    await bestEffort(this.sendFirst(), 'what cannot be sent goes along into the new version');
    this.updating = false;
    this.#workbox?.messageSkipWaiting();
  }

  /** The server wants a newer version, or a newer one has used this device: is it there already? */
  look(): void {
    if (this.#workbox) void bestEffort(this.#workbox.update(), OFFLINE);
  }

  /** Saves what the forms hold. Rejects where one cannot. */
  async save(): Promise<void> {
    await Promise.all([...this.#flushes].map((flush) => flush()));
  }

  /** A form that cannot be saved keeps its page; the new version comes with the next start. */
  async #reload(): Promise<void> {
    try {
      await this.save();
      location.reload();
    } catch (error) {
      console.error(error);
    }
  }
}

export const pwa = new Pwa();
