/** The page without network: its service worker, the grants of the county, and when a newer one takes over. */

import { FORM_LOCK } from '../after/frame/hold-form.ts';
import type { Held } from '../door/trust.ts';
import type { Host } from '../halves.ts';
import { keepTrust, keepWholeTrust } from './keep-trust.ts';

/** From then on the page opens without network, for codes never seen before too (sw.ts). */
export async function standByOffline(): Promise<void> {
  if (import.meta.env.DEV) return;
  try {
    const registration = await navigator.serviceWorker.register('/c/sw.js', { scope: '/c', updateViaCache: 'none' });
    registration.active?.postMessage('refresh');
    takeOverWhenFree(registration);
  } catch (error) {
    // An app's built-in browser or a private window: the page works with network.
    console.debug('no service worker here', error);
  }
}

/** The running grants of the county of this code: those that its officers name at the next door need no network. */
export async function standByGrants(host: Host): Promise<void> {
  const claims = host.shown()?.claims;
  const keys = host.trust()?.keys;
  if (!claims || !keys) return;
  const { countyOfCode, keepGrantsOf } = await import('../door/grants.ts');
  const county = countyOfCode(claims);
  if (county) await keepGrantsOf(county, keys, Date.now());
}

let last: Held | undefined;

/** The signed files behind this code, then all of its prefecture: once for each that the door comes to hold. */
export async function standByTrust(host: Host): Promise<void> {
  const held = host.held();
  if (!held || held === last) return;
  last = held;
  await keepTrust(held);
  await keepWholeTrust(held);
}

/** A newer version takes over once no form is open in any tab. */
function takeOverWhenFree(registration: ServiceWorkerRegistration): void {
  const ask = async () => {
    if (!registration.waiting || !navigator.locks) return;
    const { held = [] } = await navigator.locks.query();
    if (!held.some((lock) => lock.name === FORM_LOCK)) registration.waiting?.postMessage('take over');
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', () => void ask());
  });
  document.addEventListener('visibilitychange', () => void ask());
  void ask();
}
