/** Words of the filters and columns of the list of alerts. */

import type { alertListSpec } from '@liangma/shared/alerts/alert-list';
import { ALERT_CODES, ALERT_RULES } from '@liangma/shared/alerts/alert-rules';
import type { ListedAlert } from '@liangma/shared/alerts/listed-alert';
import type { Region } from '@liangma/shared/kernel/regions';
import type { FiltersOf } from '@liangma/shared/lists/list-query';
import type { FilterChip } from '#lib/lists/Chips.svelte';
import { type CsvColumn, csvTime } from '#lib/lists/csv.ts';
import { sayPeriod } from '#lib/lists/say-period.ts';
import { alertWords } from '#lib/words/alerts.svelte.ts';
import { listWords, taskWords } from '#lib/words/shell.svelte.ts';

type Spec = typeof alertListSpec;

/** A newer server may know alerts that this page has no words for: then the code is shown. */
const sayCode = (code: string): string =>
  (taskWords.words.alerts as Record<string, { name: string }>)[code]?.name ?? code;

export const codeOptions = (): { value: string; text: string }[] =>
  ALERT_CODES.map((code) => ({ value: code, text: sayCode(code) }));

export const ruleOptions = (): { value: string; text: string }[] =>
  [...new Set(Object.values(ALERT_RULES))].sort().map((rule) => ({ value: rule, text: rule }));

function sayOwner(account: string, rows: readonly ListedAlert[]): string {
  const { words } = alertWords;
  if (account === 'nobody') return words.nobody;
  return words.handledBy(rows.find(({ owner }) => owner?.account === account)?.owner?.name ?? account);
}

export function sayAlertFilters(
  { severity, code, rule, region, agency, owner, overdue, from, to }: FiltersOf<Spec>,
  rows: readonly ListedAlert[],
  regions: readonly Region[] = [],
): FilterChip<Spec>[] {
  return [
    ...(severity ? [{ text: alertWords.words.severities[severity], names: ['severity'] as const }] : []),
    ...(code ? [{ text: sayCode(code), names: ['code'] as const }] : []),
    ...(rule ? [{ text: rule, names: ['rule'] as const }] : []),
    ...(agency
      ? [{ text: rows.find(({ agencyId }) => agencyId === agency)?.agency ?? agency, names: ['agency'] as const }]
      : []),
    ...(owner ? [{ text: sayOwner(owner, rows), names: ['owner'] as const }] : []),
    ...(overdue ? [{ text: alertWords.words.overdue, names: ['overdue'] as const }] : []),
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
    { title: words.severity, text: ({ severity }) => words.severities[severity] },
    { title: words.rule, text: ({ rule }) => rule },
    { title: tasks.enterprise, text: ({ enterprise }) => enterprise },
    { title: tasks.agency, text: ({ agency }) => agency },
    { title: words.state, text: ({ state }) => words.states[state] },
    { title: words.owner, text: ({ owner }) => owner?.name ?? '' },
    { title: words.closedAt, text: ({ closed }) => (closed ? csvTime(closed.at) : '') },
    { title: words.note, text: ({ closed }) => closed?.note ?? '' },
    { title: tasks.id, text: ({ task }) => task },
  ];
}
