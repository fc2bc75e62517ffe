/**
 * Loads the door's trust files: what this browser kept a moment ago, else the network for a short while, else
 * what it kept before. Only bytes whose signatures hold under the pinned root are used or kept; a captive portal's page is neither.
 */
import { toHex } from '@liangma/shared/kernel/bytes';
import type { RootKey } from '@liangma/shared/trust/key-set';
import { openTrust, type Trust, unpackTrust } from '@liangma/shared/trust/trust';
import { loadVerifier, verifySignature } from '@liangma/web-common/crypto/signatures';
import type { Obstacle } from '@liangma/web-common/words/verdict/reason-words';

const ADDRESS = '/.well-known/liangma/trust';
const CACHE = 'liangma-c-trust';
/** Longest wait for the network while a kept copy is at hand, ms. */
const PATIENCE = 1000;
/** The same when the person asked for the network, ms. */
const INSISTENCE = 8000;
/** A kept list of this age is used at once, ms; what the network brings is looked at when it comes. */
const FRESH = 15 * 60_000;

interface Held {
  readonly trust: Trust;
  keep(): Promise<void>;
}
export type TrustState = Held | { readonly obstacle: Obstacle };

/** `insist` waits longer: the person asked for it. `onLate` gets what the network brings after the wait was over. */
export async function loadTrust(
  root: RootKey | undefined,
  insist: boolean,
  onLate: (state: TrustState) => void,
): Promise<TrustState> {
  if (typeof crypto === 'undefined' || !crypto.subtle) return { obstacle: 'no-crypto' };
  if (!root) return { obstacle: 'no-trust' };
  const download = fetchTrust();
  // Meanwhile, for old phones and for SM2; that it failed is seen where it is needed.
  void loadVerifier(root.alg).catch(() => undefined);
  const known = await openKept(root);
  if (!known) return open(await download, root);
  const patience = insist ? INSISTENCE : patienceWith(known.trust);
  const fetched = patience > 0 ? await Promise.race([download, pause(patience)]) : 'later';
  if (fetched !== 'later') return newer(known, await open(fetched, root));
  void download.then(async (bytes) => onLate(await open(bytes, root)));
  return known;
}

const patienceWith = ({ status }: Trust): number =>
  navigator.onLine && Date.now() - status.issuedAt * 1000 > FRESH ? PATIENCE : 0;

async function fetchTrust(): Promise<Uint8Array | undefined> {
  try {
    const answer = await fetch(ADDRESS);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}

/** Kept for this root alone: under another pin nothing is known yet. */
const keptAt = (root: RootKey): string => `${ADDRESS}?root=${toHex(root.publicKey)}`;

/** Its signatures held when it was kept, by this page; whoever could change it since could change the page as well. */
async function openKept(root: RootKey): Promise<Held | undefined> {
  try {
    const kept = await (await caches.open(CACHE)).match(keptAt(root));
    const state = kept && (await open(new Uint8Array(await kept.arrayBuffer()), root, async () => true));
    return state && 'trust' in state ? state : undefined;
  } catch {
    return undefined; // storage is refused
  }
}

async function keep(bytes: Uint8Array, root: RootKey): Promise<void> {
  try {
    const headers = { 'content-type': 'application/cbor' };
    const copy = new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
    await (await caches.open(CACHE)).put(keptAt(root), copy);
  } catch {
    // storage is refused: the next time the network is asked
  }
}

async function open(bytes: Uint8Array | undefined, root: RootKey, verify = verifySignature): Promise<TrustState> {
  if (!bytes) return { obstacle: 'no-trust' };
  const files = unpackTrust(bytes);
  try {
    const opened = files && (await openTrust(files, root, verify));
    return opened?.ok ? { trust: opened.value, keep: () => keep(bytes, root) } : { obstacle: 'bad-trust' };
  } catch {
    return { obstacle: 'no-trust' }; // what verifies cannot be loaded, which says nothing of the keys
  }
}

/** An old list sent again does not replace a newer one. */
function newer(kept: Held, fetched: TrustState): TrustState {
  return 'trust' in fetched && fetched.trust.status.issuedAt >= kept.trust.status.issuedAt ? fetched : kept;
}

const pause = (ms: number): Promise<'later'> => new Promise((resolve) => setTimeout(resolve, ms, 'later'));
