/** Words of the list of written reasons. */
import type { FiltersOf } from '@liangma/shared/lists/list-query';
import type { ReasonRow, reasonListSpec } from '@liangma/shared/tasks/reason-list';
import type { FilterChip } from '#lib/lists/Chips.svelte';
import { type CsvColumn, csvTime } from '#lib/lists/csv.ts';
import { taskWords } from '#lib/words/shell.svelte.ts';
import { supervision } from '#lib/words/supervision.svelte.ts';

type Spec = typeof reasonListSpec;

/** A newer server may know rules that this page has no words for: then the id has to do. */
export const nameOfRule = (rule: string): string =>
  (taskWords.words.rules as Record<string, { name: string }>)[rule]?.name ?? rule;

export const sayReasonFilters = ({ rule, agency }: FiltersOf<Spec>, rows: readonly ReasonRow[]): FilterChip<Spec>[] => [
  ...(rule ? [{ text: nameOfRule(rule), names: ['rule'] as const }] : []),
  ...(agency ? [{ text: rows[0]?.agencyName ?? agency, names: ['agency'] as const }] : []),
];

export function reasonCsv(): CsvColumn<ReasonRow>[] {
  const words = supervision.words.reasons;
  return [
    { title: words.rule, text: ({ rule }) => `${rule} ${nameOfRule(rule)}` },
    { title: words.agency, text: ({ agencyName }) => agencyName },
    { title: words.count, text: ({ count }) => String(count) },
    { title: words.latest, text: ({ latest }) => csvTime(latest) },
  ];
}
