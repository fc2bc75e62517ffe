/**
 * The files of the app on the device. The system, a cleaner app or a person can empty Cache Storage while the databases stay
 * whole, so that the precache is compared with its list at each start and not only when a version is installed.
 */
import { bestEffort } from '@liangma/web-common/best-effort';
import type { PrecacheController } from 'workbox-precaching';

/** Requests at a time. Workbox installs one by one: a hundred round trips, half a minute on a poor network. */
const AT_ONCE = 6;

/** Fetches what is missing; true when nothing is missing afterwards. */
export async function fillPrecache(controller: PrecacheController): Promise<boolean> {
  const hashed = (url: string) => controller.getCacheKeyForURL(url) === url;
  await fetchAll(controller, (await missingIn(controller)).filter(hashed));
  const rest = await missingIn(controller);
  // Without its scripts a page is of no use, and may be of another version.
  if (!rest.some(hashed)) await fetchAll(controller, rest);
  return (await missingIn(controller)).length === 0;
}

async function missingIn(controller: PrecacheController): Promise<string[]> {
  const cache = await caches.open(controller.strategy.cacheName);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  return controller.getCachedURLs().filter((url) => !kept.has(controller.getCacheKeyForURL(url) as string));
}

async function fetchAll(controller: PrecacheController, urls: readonly string[]): Promise<void> {
  const waiting = [...urls];
  const take = async (): Promise<void> => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) await fetchOne(controller, url);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
}

/** No answer, or one of another version, leaves the file missing: the next start tries again. */
async function fetchOne(controller: PrecacheController, url: string): Promise<void> {
  const key = controller.getCacheKeyForURL(url) as string;
  const request = new Request(url, { cache: key === url ? 'default' : 'reload', credentials: 'same-origin' });
  const answer = await bestEffort(fetch(request), 'the next look fetches it again');
  if (!answer?.ok || (url.endsWith('.html') && !(await isOfThisVersion(controller, answer.clone())))) return;
  await (await caches.open(controller.strategy.cacheName)).put(key, answer);
}

/** The server may have a newer version by now, whose page names files that this worker does not keep. */
async function isOfThisVersion(controller: PrecacheController, page: Response): Promise<boolean> {
  const named = (await page.text()).match(/\/_app\/immutable\/[\w./-]+\.(?:js|css)/g) ?? [];
  const known = new Set(controller.getCachedURLs().map((url) => new URL(url).pathname));
  return named.every((path) => [...known].some((pathname) => pathname.endsWith(path)));
}
