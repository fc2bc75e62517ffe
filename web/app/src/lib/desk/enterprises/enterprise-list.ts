/** Words of the filters and columns of the list of enterprises. */
import type { Region } from '@liangma/shared/kernel/regions';
import type { FiltersOf } from '@liangma/shared/lists/list-query';
import type { ListedEnterprise } from '@liangma/shared/registry/enterprise';
import type { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import type { FilterChip } from '#lib/lists/Chips.svelte';
import type { CsvColumn } from '#lib/lists/csv.ts';
import { desk } from '#lib/words/desk.svelte.ts';
import { taskWords } from '#lib/words/shell.svelte.ts';

type Spec = typeof enterpriseListSpec;

export function sayEnterpriseFilters(
  { region, grade, trade }: FiltersOf<Spec>,
  regions: readonly Region[] = [],
): FilterChip<Spec>[] {
  return [
    ...(region
      ? [{ text: regions.find(({ code }) => code === region)?.name ?? region, names: ['region'] as const }]
      : []),
    ...(grade ? [{ text: taskWords.words.grades[grade], names: ['grade'] as const }] : []),
    ...(trade ? [{ text: trade, names: ['trade'] as const }] : []),
  ];
}

export function enterpriseCsv(): CsvColumn<ListedEnterprise>[] {
  const words = desk.words.enterprises;
  return [
    { title: words.title, text: ({ name }) => name },
    { title: words.ids, text: ({ id }) => id },
    { title: words.kind, text: ({ kind }) => desk.words.kinds[kind] },
    { title: words.gradeLabel, text: ({ grade }) => taskWords.words.grades[grade] },
    { title: words.trade, text: ({ trade }) => trade },
    { title: words.township, text: ({ township }) => township },
    { title: words.place, text: ({ address }) => address },
  ];
}
