/** Publisher of this site, as the server writes it into the page (LIANGMA_PUBLISHER and others, docs/OPERATIONS.md). */
import type { Site } from '@liangma/shared/registry/site';

export type { Site } from '@liangma/shared/registry/site';

/** Undefined where the operator has not said it. */
export function siteOf(): Site | undefined {
  const text = document.querySelector<HTMLMetaElement>('meta[name="liangma-site"]')?.content;
  return text ? (JSON.parse(text) as Site) : undefined;
}
