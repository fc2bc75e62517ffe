/** Words of the filters and columns of the list of alerts. */

import { ALERT_CODES, type alertListSpec } from '@liangma/shared/alerts/alert-list';
import { ALERT_SEVERITY, type AlertCode } from '@liangma/shared/alerts/alerts';
import type { ListedAlert } from '@liangma/shared/alerts/listed-alert';
import type { Region } from '@liangma/shared/kernel/regions';
import type { FiltersOf } from '@liangma/shared/lists/list-query';
import type { FilterChip } from '#lib/lists/Chips.svelte';
import { type CsvColumn, csvTime } from '#lib/lists/csv.ts';
import { sayPeriod } from '#lib/lists/say-period.ts';
import { listWords, taskWords } from '#lib/words/shell.svelte.ts';
import { alertWords } from '#lib/words/supervision.svelte.ts';

type Spec = typeof alertListSpec;

/** A newer server may know alerts that this page has no words for: then the code is shown. */
const sayCode = (code: string): string =>
  (taskWords.words.alerts as Record<string, { name: string }>)[code]?.name ?? code;

export const codeOptions = (): { value: string; text: string }[] =>
  ALERT_CODES.map((code) => ({ value: code, text: sayCode(code) }));

export function sayAlertFilters(
  { severity, code, region, from, to }: FiltersOf<Spec>,
  regions: readonly Region[] = [],
): FilterChip<Spec>[] {
  return [
    ...(severity ? [{ text: alertWords.words.severities[severity], names: ['severity'] as const }] : []),
    ...(code ? [{ text: sayCode(code), names: ['code'] as const }] : []),
    ...(region
      ? [{ text: regions.find((one) => one.code === region)?.name ?? region, names: ['region'] as const }]
      : []),
    ...(from || to ? [{ text: sayPeriod(from, to), names: ['from', 'to'] as const }] : []),
  ];
}

export function alertCsv(): CsvColumn<ListedAlert>[] {
  const words = alertWords.words;
  const tasks = listWords.words.tasks;
  return [
    { title: words.raised, text: ({ at }) => csvTime(at) },
    { title: words.kind, text: ({ code }) => sayCode(code) },
    { title: words.severity, text: ({ code }) => words.severities[ALERT_SEVERITY[code as AlertCode]] ?? '' },
    { title: words.rule, text: ({ rule }) => rule },
    { title: tasks.enterprise, text: ({ enterprise }) => enterprise },
    { title: tasks.agency, text: ({ agency }) => agency },
    { title: words.closedAt, text: ({ closed }) => (closed ? csvTime(closed.at) : '') },
    { title: words.note, text: ({ closed }) => closed?.note ?? '' },
    { title: tasks.id, text: ({ task }) => task },
  ];
}
