import { bestEffort } from '@liangma/web-common/best-effort';

/**
 * Keeps the page and everything it loads, so that it opens without network for any code. The trust bundle is not
 * its business: the page keeps that itself once the signatures hold (door/trust.ts).
 */
declare const self: ServiceWorkerGlobalScope;
/** Stands in the page too: a page and its files belong together. */
declare const __BUILD__: string;
/** Without these no installation. */
declare const __FILES__: readonly string[];
/** The scanner, 420 kB: fetched once everything else is there, unless the person saves data. */
declare const __LATER__: readonly string[];

const PREFIX = 'liangma-c-page-';
const CACHE = PREFIX + __BUILD__;
const PAGE = '/c';

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(self.skipWaiting());
  if (event.data === 'refresh') event.waitUntil(refresh().then(fetchLater));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && /^\/c(\/\d*)?$/.test(pathname)) event.respondWith(page(request));
  else if (pathname.startsWith('/c/assets/')) event.respondWith(file(request));
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...__FILES__]);
  if (!(await refresh())) throw new Error('the page is of another build: installed at the next try');
}

/** The build before this one stays: pages opened under it still load their files. */
async function activate(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(builds.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The page as the server writes it now (its root pin may change); one of another build comes with its own worker. */
async function refresh(): Promise<boolean> {
  try {
    const answer = await fetch(PAGE, { cache: 'no-cache' });
    const isOurs = answer.ok && (await answer.clone().text()).includes(`content="${__BUILD__}"`);
    if (isOurs) await (await caches.open(CACHE)).put(PAGE, answer);
    return isOurs;
  } catch {
    return false;
  }
}

async function fetchLater(): Promise<void> {
  const { connection } = navigator as WorkerNavigator & { connection?: { saveData?: boolean; effectiveType?: string } };
  if (connection?.saveData || connection?.effectiveType?.includes('2g')) return;
  const cache = await caches.open(CACHE);
  for (const address of __LATER__) {
    if (!(await cache.match(address))) await bestEffort(cache.add(address), 'the next visit fetches it');
  }
}

async function page(request: Request): Promise<Response> {
  const kept = await caches.match(PAGE, { cacheName: CACHE });
  return kept ?? fetch(request);
}

async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}
