/** Sections that were never opened are fetched beforehand, so that they open when the network is gone. */
import { bestEffort } from '@liangma/web-common/best-effort';
import { preloadCode } from '$app/navigation';
import type { RouteId } from '$app/types';

/** After what the page itself needs. */
const QUIET = 3_000;

/** Returns the end. */
export function preloadSections(routes: readonly RouteId[]): () => void {
  const timer = setTimeout(() => {
    for (const route of routes) void bestEffort(preloadCode(route), 'without network the next page says so by itself');
  }, QUIET);
  return () => clearTimeout(timer);
}
