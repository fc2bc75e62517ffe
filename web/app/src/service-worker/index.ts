/**
 * The faces that open without network: their built files, and 200.html for each of their addresses. Data never passes
 * through here; it lives in the page's databases. The enterprise page at /c has its own worker and scope.
 */

import { officeFiles, officePaths } from 'virtual:office';
import { bestEffort } from '@liangma/web-common/best-effort';
import { clientsClaim, setCacheNameDetails } from 'workbox-core';
import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { version } from '$app/env';
import { assets, immutable, prerendered } from '$app/manifest';
import { resolve } from '$app/paths';
import { self } from '$app/service-worker';
import { fillPrecache } from './precache.ts';

/** Written by the adapter, so it is in no manifest. The server puts the pinned root into it. */
const SHELL = '/200.html';

const CACHE = { prefix: 'liangma-app', precache: 'pre', suffix: 'v1' } as const;

const base = resolve('/').replace(/\/$/, '');
const at = (path: string): string => (path.startsWith(`${base}/`) ? path : `${base}/${path}`);
const versioned = ({ path }: { path: string }) => ({ url: at(path), revision: version });

setCacheNameDetails(CACHE);
const precache = new PrecacheController();
const ofOffice = new Set(officeFiles);
precache.addToCacheList([
  ...immutable.filter(({ path }) => !ofOffice.has(path)).map(({ path }) => ({ url: at(path), revision: null })),
  ...assets.map(versioned),
  ...prerendered.map(versioned),
  { url: SHELL, revision: version },
]);
registerRoute(new PrecacheRoute(precache, { cleanURLs: false }));
self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(precache.activate(event)));
cleanupOutdatedCaches();

async function install(): Promise<void> {
  if (!(await fillPrecache(precache))) throw new Error('not all files of the app came: installed at the next try');
}

/** A return QR in the phone's own camera, as the server answers it: the browser keeps the fragment. */
registerRoute(
  ({ request, url }) => request.mode === 'navigate' && url.pathname === at('/r'),
  async () => Response.redirect(at('/field/scan'), 302),
);

/**
 * The office needs the server, and its files are not kept: they have to be of the server's version, and so has their page.
 * Without network the app says so itself, or opens from what the browser kept.
 */
const allowlist = officePaths.map((path) => new RegExp(`^${base}/${path}(?:/|$)`));
const shell = precache.createHandlerBoundToURL(SHELL);
const fromServer = async (context: Parameters<typeof shell>[0]) =>
  (await bestEffort(fetch(context.request), 'there may be no network')) ?? shell(context);
registerRoute(new NavigationRoute(fromServer, { allowlist }));

const denylist = [/^\/api\//, /^\/c(\/|$)/, /^\/\.well-known\//, /\/[^/?]+\.[^/]+$/];
registerRoute(new NavigationRoute(shell, { denylist }));

/**
 * Requests that need no decision of this worker do not wake it (Static Routing API, Chromium 123). Files with a hash in their
 * name come straight from the cache: a start loads some fifty of them in five waves, and each would wait for this thread.
 * Data goes straight to the network: when a new version is to take over, Chromium stops the old worker, and a request of
 * the page just then starts it again; the new one has to wait until it was idle for half a minute.
 */
interface RoutingInstallEvent {
  addRoutes?(rules: { condition: { urlPattern: string }; source: 'network' | { cacheName: string } }[]): Promise<void>;
}
self.addEventListener('install', (event) => {
  const { addRoutes } = event as RoutingInstallEvent;
  const cacheName = `${CACHE.prefix}-${CACHE.precache}-${CACHE.suffix}`;
  const rules = [
    { condition: { urlPattern: `${base}/_app/immutable/*` }, source: { cacheName } },
    ...['/api/*', '/.well-known/*'].map((urlPattern) => ({ condition: { urlPattern }, source: 'network' as const })),
  ];
  if (addRoutes) event.waitUntil(bestEffort(addRoutes.call(event, rules), 'the browser may not take these rules'));
});

// A new version waits until the person says so: it must never take over a form.
self.addEventListener('message', (event) => {
  const type = (event.data as { type?: string } | null)?.type;
  if (type === 'SKIP_WAITING') void self.skipWaiting();
  if (type === 'FILL_PRECACHE') {
    event.waitUntil(fillPrecache(precache).then((whole) => event.ports[0]?.postMessage(whole)));
  }
});
clientsClaim();
