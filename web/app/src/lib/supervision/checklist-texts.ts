/** The text of each item of a checklist, by matter and item. */
import type { Matter } from '@liangma/shared/matters/matter';

export const textsOf = (matters: readonly Matter[]): ReadonlyMap<string, string> =>
  new Map(matters.flatMap(({ id, checklist }) => checklist.map((item) => [`${id} ${item.id}`, item.text] as const)));
