/** Words of the filters and columns of the whitelist. */
import type { Region } from '@liangma/shared/kernel/regions';
import type { FiltersOf } from '@liangma/shared/lists/list-query';
import type { WhitelistRow, whitelistListSpec } from '@liangma/shared/registry/whitelist-list';
import type { FilterChip } from '#lib/lists/Chips.svelte';
import type { CsvColumn } from '#lib/lists/csv.ts';
import { whitelistWords } from '#lib/words/desk.svelte.ts';

type Spec = typeof whitelistListSpec;

export function sayWhitelistFilters(
  { state, region }: FiltersOf<Spec>,
  regions: readonly Region[] = [],
): FilterChip<Spec>[] {
  const name = regions.find(({ code }) => code === region)?.name ?? region;
  return [
    ...(state ? [{ text: whitelistWords.words.states[state], names: ['state'] as const }] : []),
    ...(name ? [{ text: name, names: ['region'] as const }] : []),
  ];
}

/** County and township of the enterprise. */
export const placeOf = ({ county, township }: Pick<WhitelistRow, 'county' | 'township'>): string =>
  `${county}${township}`;

export function whitelistCsv(): CsvColumn<WhitelistRow>[] {
  const words = whitelistWords.words;
  return [
    { title: words.enterprise, text: ({ enterprise }) => enterprise.name },
    { title: words.id, text: ({ enterprise }) => enterprise.id },
    { title: words.place, text: placeOf },
    { title: words.condition, text: ({ condition }) => condition },
    { title: words.document, text: ({ document }) => document },
    { title: words.from, text: ({ from }) => from },
    { title: words.until, text: ({ until }) => until },
    { title: words.removedOn, text: ({ removed }) => removed?.on ?? '' },
    { title: words.removalReason, text: ({ removed }) => removed?.reason ?? '' },
    { title: words.state, text: ({ state }) => words.states[state] },
  ];
}
