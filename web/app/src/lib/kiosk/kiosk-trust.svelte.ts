/**
 * Trust files of the kiosk. The machine is on all day: the files are fetched again and again, and the last good ones
 * are kept for a start without network. They are the same for everybody; nothing of a person is in them.
 */
import { toHex } from '@liangma/shared/kernel/bytes';
import type { RootKey } from '@liangma/shared/trust/key-set';
import type { Trust } from '@liangma/shared/trust/trust';
import { bestEffort } from '@liangma/web-common/best-effort';
import { pinnedRoot } from '@liangma/web-common/crypto/pinned-root';
import { storeTrustCopy } from '@liangma/web-common/trust-copy';
import type { Obstacle } from '@liangma/web-common/words/verdict/zh-CN';
import { fetchTrustFile, refreshTrust, storedTrust, TRUST_PATH, type TrustStorage } from '#lib/trust/trust-loader.ts';

const AGAIN_AFTER = 10 * 60_000;
const CACHE = 'liangma-kiosk-trust';

export class KioskTrust {
  trust = $state.raw<Trust>();
  /** Reason why there is none; undefined while the first ones are on their way. */
  obstacle = $state<Obstacle>();

  /** Refreshes the files until the returned function is called. */
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
    const stored = await bestEffort(
      storedTrust({ root, storage: kioskStorage(root) }),
      'the verifier may not be loaded yet',
    );
    if (stored) this.#show(stored);
    await this.#refresh(root);
  }

  async #refresh(root: RootKey): Promise<void> {
    const newer = await refreshTrust({ root, storage: kioskStorage(root), download: fetchTrustFile }, this.trust);
    if (newer.ok && newer.value) this.#show(newer.value);
    if (!newer.ok && !this.trust) this.obstacle = newer.error;
  }

  #show(trust: Trust): void {
    this.trust = trust;
    this.obstacle = undefined;
  }
}

/** The copy is for this root alone: under another pin nothing is known yet. */
function kioskStorage(root: RootKey): TrustStorage {
  const name = `${TRUST_PATH}?root=${toHex(root.publicKey)}`;
  return {
    read: async () => {
      const copy = await bestEffort(readCopy(name), 'the browser refuses storage');
      return copy && { bytes: new Uint8Array(await copy.arrayBuffer()), etag: '' };
    },
    write: ({ bytes }) => storeTrustCopy(CACHE, name, bytes),
  };
}

const readCopy = async (name: string): Promise<Response | undefined> => (await caches.open(CACHE)).match(name);
