/** Words of the filters and columns of the list of officers. */
import { dayOf } from '@liangma/shared/kernel/instant';
import type { FiltersOf } from '@liangma/shared/lists/list-query';
import type { OfficerRow, officerListSpec } from '@liangma/shared/registry/officer-list';
import type { FilterChip } from '#lib/lists/Chips.svelte';
import type { CsvColumn } from '#lib/lists/csv.ts';
import { listWords } from '#lib/words/shell.svelte.ts';
import { certificateOn, lastValidDay } from './certificate.ts';

type Spec = typeof officerListSpec;

export function sayOfficerFilters(
  { region, agency, state }: FiltersOf<Spec>,
  rows: readonly OfficerRow[],
): FilterChip<Spec>[] {
  return [
    ...(region ? [{ text: region, names: ['region'] as const }] : []),
    ...(agency ? [{ text: rows[0]?.agencyName ?? agency, names: ['agency'] as const }] : []),
    ...(state ? [{ text: listWords.words.officers.states[state], names: ['state'] as const }] : []),
  ];
}

export function officerCsv(): CsvColumn<OfficerRow>[] {
  const words = listWords.words.officers;
  return [
    { title: words.name, text: ({ name }) => name },
    { title: words.certificate, text: ({ certificate }) => certificate.number },
    { title: words.validFrom, text: ({ certificate }) => certificate.validFrom },
    { title: words.validTo, text: (row) => lastValidDay(row, words.forever) },
    { title: words.agency, text: ({ agencyName }) => agencyName },
    { title: words.state, text: stateOf },
  ];
}

function stateOf(officer: OfficerRow): string {
  const { states, ok, expired, left } = listWords.words.officers;
  const { kind } = certificateOn(officer, dayOf(Date.now()));
  if (kind === 'left') return left;
  if (kind === 'suspended') return states.suspended;
  return kind === 'expired' ? expired : ok;
}
