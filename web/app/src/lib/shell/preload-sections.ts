/** Sections that were never opened are fetched beforehand, so that they open when the network is gone. */
import { preloadCode } from '$app/navigation';
import type { RouteId } from '$app/types';

/** After what the page itself needs. */
const QUIET = 3_000;

/** Returns the end. */
export function preloadSections(routes: readonly RouteId[]): () => void {
  const timer = setTimeout(() => {
    // Without network the next page says so by itself.
    for (const route of routes) preloadCode(route).catch(() => undefined);
  }, QUIET);
  return () => clearTimeout(timer);
}
