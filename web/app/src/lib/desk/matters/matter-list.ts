/** Words of the filters and columns of the list of matters. */

import type { FiltersOf } from '@liangma/shared/lists/list-query';
import { citationOf } from '@liangma/shared/matters/basis';
import type { Matter } from '@liangma/shared/matters/matter';
import type { matterListSpec } from '@liangma/shared/matters/matter-list';
import type { FilterChip } from '#lib/lists/Chips.svelte';
import type { CsvColumn } from '#lib/lists/csv.ts';
import { desk } from '#lib/words/desk.svelte.ts';
import { sayCap } from './say-cap.ts';

type Spec = typeof matterListSpec;

export const capOptions = (): { value: string; text: string }[] =>
  Object.entries(desk.words.matters.caps).map(([value, text]) => ({ value, text }));

export const sayMatterFilters = ({ cap }: FiltersOf<Spec>): FilterChip<Spec>[] =>
  cap ? [{ text: desk.words.matters.caps[cap], names: ['cap'] }] : [];

export function matterCsv(): CsvColumn<Matter>[] {
  const words = desk.words.matters;
  return [
    { title: words.number, text: ({ id }) => id },
    { title: words.name, text: ({ title }) => title },
    { title: words.basis, text: ({ bases }) => citationOf(bases) || words.noBasis },
    { title: words.cap, text: ({ cap }) => sayCap(cap, words) },
    {
      title: words.valid,
      text: ({ validFrom, validTo }) => (validTo ? words.span(validFrom, validTo) : words.from(validFrom)),
    },
    { title: words.items, text: ({ checklist }) => String(checklist.length) },
    { title: words.source, text: ({ source }) => (source.invented ? words.invented : source.place) },
  ];
}
