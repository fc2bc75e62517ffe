/** Words of the filters and columns of the list of people. */
import type { AccountRow, accountListSpec } from '@liangma/shared/access/account-list';
import { rolesAt } from '@liangma/shared/access/post';
import type { FiltersOf } from '@liangma/shared/lists/list-query';
import type { FilterChip } from '#lib/lists/Chips.svelte';
import type { CsvColumn } from '#lib/lists/csv.ts';
import { listWords, peopleWords, shell } from '#lib/words/shell.svelte.ts';

type Spec = typeof accountListSpec;

export const sayRoles = (row: Pick<AccountRow, 'posts'>): string =>
  rolesAt(row, Date.now())
    .map((role) => shell.words.roles[role])
    .join(listWords.words.and);

export function sayState({ closedAt, mustChangePassword }: AccountRow): string {
  const { states } = peopleWords.words;
  if (closedAt !== null) return states.closed;
  return mustChangePassword ? states['first-password'] : states.open;
}

export function sayPeopleFilters({ role, agency, state, region }: FiltersOf<Spec>): FilterChip<Spec>[] {
  return [
    ...(role ? [{ text: shell.words.roles[role], names: ['role'] as const }] : []),
    ...(agency ? [{ text: agency, names: ['agency'] as const }] : []),
    ...(region ? [{ text: region, names: ['region'] as const }] : []),
    ...(state ? [{ text: peopleWords.words.states[state], names: ['state'] as const }] : []),
  ];
}

export function peopleCsv(): CsvColumn<AccountRow>[] {
  const words = peopleWords.words;
  return [
    { title: words.name, text: ({ name }) => name },
    { title: words.account, text: ({ account }) => account },
    { title: words.posts, text: sayRoles },
    { title: words.agency, text: ({ agency }) => agency?.name ?? '' },
    { title: words.phone, text: ({ phone }) => phone },
    { title: words.state, text: sayState },
  ];
}
