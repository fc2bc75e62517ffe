/** The page without network: its service worker, and when a newer one takes over. */
import { FORM_LOCK } from './hold-form.ts';

/** From then on the page opens without network, for codes never seen before too (sw.ts). */
export async function standByOffline(): Promise<void> {
  if (import.meta.env.DEV) return;
  try {
    const registration = await navigator.serviceWorker.register('/c/sw.js', { scope: '/c', updateViaCache: 'none' });
    registration.active?.postMessage('refresh');
    takeOverWhenFree(registration);
  } catch {
    // no service worker here (an app's built-in browser, a private window): the page works, with network
  }
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
