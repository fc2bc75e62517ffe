/**
 * Trust files of the kiosk. The machine is on all day: the files are fetched again and again, and the last good ones
 * are kept for a start without network. They are the same for everybody; nothing of a person is in them.
 */
import { toHex } from '@liangma/shared/kernel/bytes';
import type { RootKey } from '@liangma/shared/trust/key-set';
import { isNoOlder, type Trust } from '@liangma/shared/trust/trust';
import { pinnedRoot } from '@liangma/web-common/crypto/pinned-root';
import type { Obstacle } from '@liangma/web-common/words/verdict/zh-CN';
import { downloadTrust, openPacked, TRUST_PATH } from '#lib/evidence/trust.ts';

const AGAIN_AFTER = 10 * 60_000;
const CACHE = 'liangma-kiosk-trust';

export class KioskTrust {
  trust = $state.raw<Trust>();
  /** Why there is none; undefined while the first ones are on their way. */
  obstacle = $state<Obstacle>();

  /** Until the returned function is called. */
  keepFresh(): () => void {
    const root = pinnedRoot();
    if (!root || !globalThis.crypto?.subtle) {
      this.obstacle = root ? 'no-crypto' : 'no-trust';
      return () => undefined;
    }
    void this.#begin(root);
    const again = () => void this.#refresh(root);
    const timer = setInterval(again, AGAIN_AFTER);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }

  async #begin(root: RootKey): Promise<void> {
    const kept = await keptTrust(root);
    if (kept) this.#take(kept);
    await this.#refresh(root);
  }

  async #refresh(root: RootKey): Promise<void> {
    const download = await downloadTrust(root);
    if (!download.ok) {
      if (!this.trust) this.obstacle = download.error;
      return;
    }
    if (this.#take(download.value.trust)) await keep(download.value.bytes, root);
  }

  /** An older list sent again does not replace a newer one. */
  #take(trust: Trust): boolean {
    if (this.trust && !isNoOlder(trust, this.trust)) return false;
    this.trust = trust;
    this.obstacle = undefined;
    return true;
  }
}

/** Kept for this root alone: under another pin nothing is known yet. */
const keptAt = (root: RootKey): string => `${TRUST_PATH}?root=${toHex(root.publicKey)}`;

async function keptTrust(root: RootKey): Promise<Trust | undefined> {
  try {
    const kept = await (await caches.open(CACHE)).match(keptAt(root));
    return kept && (await openPacked(new Uint8Array(await kept.arrayBuffer()), root));
  } catch {
    return undefined; // storage is refused
  }
}

async function keep(bytes: Uint8Array, root: RootKey): Promise<void> {
  try {
    const headers = { 'content-type': 'application/cbor' };
    const copy = new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
    await (await caches.open(CACHE)).put(keptAt(root), copy);
  } catch (error) {
    console.debug('storage is refused: the next start asks the network', error);
  }
}
