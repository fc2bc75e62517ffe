/**
 * The door's trust: from this browser's copy of a moment ago, else from the network within a short wait, else from an older
 * copy. Only bytes whose signatures hold under the pinned root are used or kept; a captive portal's page is neither.
 */
import { toHex } from '@liangma/shared/kernel/bytes';
import type { RootKey } from '@liangma/shared/trust/key-set';
import { isNoOlder, openTrust, type Trust, unpackTrust } from '@liangma/shared/trust/trust';
import { loadVerifier, verifySignature } from '@liangma/web-common/crypto/signatures';
import type { Obstacle } from '@liangma/web-common/words/verdict/reason-words';
import { earlyPage } from './early-page.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { TRUST } from './trust-address.ts';

export const CACHE = 'liangma-c-trust';
/** Longest wait for the network while a kept copy is at hand, ms. */
const PATIENCE = 1000;
/** The same when the person asked for the network, ms. */
const INSISTENCE = 8000;
/** A kept copy of this age is used at once, ms; what the network brings is looked at when it comes. */
const FRESH = 15 * 60_000;

export interface Held {
  readonly trust: Trust;
  /** Names the code's status list and matters (`trust-address.ts`). */
  readonly address: string;
  readonly bytes: Uint8Array;
}
export type TrustState = Held | { readonly obstacle: Obstacle };

/** `insist` waits longer: the person asked for it. `onLate` gets what the network brings after the wait was over. */
export async function loadTrust(
  root: RootKey | undefined,
  address: string,
  insist: boolean,
  onLate: (state: TrustState) => void,
): Promise<TrustState> {
  if (typeof crypto === 'undefined' || !crypto.subtle) return { obstacle: 'no-crypto' };
  if (!root) return { obstacle: 'no-trust' };
  const download = fetchTrust(address);
  const opened = async (): Promise<TrustState> => openHeld(await download, address, root);
  // Meanwhile, for old phones and for SM2; that it failed is seen where it is needed.
  void loadVerifier(root.alg).catch(() => undefined);
  const known = await openKept(root, address);
  if (!known) return opened();
  const patience = insist ? INSISTENCE : patienceWith(known);
  const fetched = patience > 0 ? await Promise.race([download, pause(patience)]) : 'later';
  if (fetched !== 'later') return newer(known, await opened());
  void opened().then(onLate);
  return known;
}

const patienceWith = (known: Held): number =>
  navigator.onLine && (Date.now() - oldestList(known.trust) * 1000 > FRESH || !knowsMatters(known)) ? PATIENCE : 0;

const oldestList = ({ status }: Trust): number => Math.min(...[...status.values()].map(({ issuedAt }) => issuedAt));

/** Matters stand in the address as in the code (docs/task-code.md §3). */
const knowsMatters = ({ trust, address }: Held): boolean =>
  (address.split('/')[5]?.split('+') ?? []).every((id) =>
    trust.catalog.matters.has(/^\d/.test(id) ? `M${id.padStart(3, '0')}` : id),
  );

/** The head of the page has asked for the first one (`early.ts`). */
async function fetchTrust(address: string): Promise<Uint8Array | undefined> {
  const early = earlyPage();
  const asked = early?.address === address ? early.answer : undefined;
  if (early && asked) early.answer = undefined;
  return fetchBytes(address, asked);
}

/** Names the copy of a prefecture, for this root alone: under another pin nothing is known yet. */
export const keptAt = (root: RootKey, address: string): string =>
  `${address.split('/', 5).join('/')}?root=${toHex(root.publicKey)}`;

/** Its signatures held when it was kept, by this page; whoever could change it since could change the page as well. */
export async function openKept(root: RootKey, address: string): Promise<Held | undefined> {
  try {
    const cache = await caches.open(CACHE);
    // The page without a code keeps the lists of all prefectures.
    const kept = (await cache.match(keptAt(root, address))) ?? (await cache.match(keptAt(root, TRUST)));
    const state = kept && (await openHeld(new Uint8Array(await kept.arrayBuffer()), address, root, async () => true));
    return state && 'trust' in state ? state : undefined;
  } catch {
    return undefined; // storage is refused
  }
}

export async function openHeld(
  bytes: Uint8Array | undefined,
  address: string,
  root: RootKey,
  verify = verifySignature,
): Promise<TrustState> {
  if (!bytes) return { obstacle: 'no-trust' };
  const files = unpackTrust(bytes);
  try {
    const opened = files && (await openTrust(files, root, verify));
    return opened?.ok ? { trust: opened.value, address, bytes } : { obstacle: 'bad-trust' };
  } catch {
    return { obstacle: 'no-trust' }; // what verifies cannot be loaded, which says nothing of the keys
  }
}

/** An old list sent again does not replace a newer one. */
export const newer = (kept: Held, fetched: TrustState): TrustState =>
  'trust' in fetched && isNoOlder(fetched.trust, kept.trust) ? fetched : kept;

const pause = (ms: number): Promise<'later'> => new Promise((resolve) => setTimeout(resolve, ms, 'later'));
