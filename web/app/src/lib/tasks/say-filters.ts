/** Words for the filters of a list of tasks. */
import type { Region } from '@liangma/shared/kernel/regions';
import type { FiltersOf } from '@liangma/shared/lists/list-query';
import {
  LISTED_STATES,
  type ListedState,
  STATE_GROUPS,
  type TaskRow,
  type taskListSpec,
} from '@liangma/shared/tasks/task-list';
import type { FilterChip } from '#lib/lists/Chips.svelte';
import { sayPeriod } from '#lib/lists/say-period.ts';
import { listWords, taskWords } from '#lib/words/shell.svelte.ts';

type Filters = FiltersOf<typeof taskListSpec>;
type Name = keyof Filters;

export function sayState(state: ListedState): string {
  if (isGroup(state)) return listWords.words.tasks.groups[state];
  return state === 'returned' ? taskWords.words.returned : taskWords.words.states[state];
}

const isGroup = (state: ListedState): state is keyof typeof STATE_GROUPS => state in STATE_GROUPS;

/** Names of what is filtered by stand in the rows that were found; without rows the id has to do. */
export const stateOptions = (): { value: string; text: string }[] =>
  LISTED_STATES.map((state) => ({ value: state, text: sayState(state) }));

export function sayTaskFilters(
  filters: Filters,
  rows: readonly TaskRow[],
  regions: readonly Region[] = [],
): FilterChip<typeof taskListSpec>[] {
  const [row] = rows;
  const words = listWords.words.tasks;
  const chip = (text: string, ...names: Name[]) => ({ text, names });
  const {
    state,
    type,
    from,
    to,
    ends,
    region,
    agency,
    officer,
    matter,
    enterprise,
    confirmation,
    filing,
    joint,
    with: having,
  } = filters;
  return [
    ...(state ? [chip(sayState(state), 'state')] : []),
    ...(type ? [chip(taskWords.words.types[type], 'type')] : []),
    ...(from || to ? [chip(sayPeriod(from, to), 'from', 'to')] : []),
    ...(ends ? [chip(words.endsFrom(ends), 'ends')] : []),
    ...(region ? [chip(regions.find(({ code }) => code === region)?.name ?? region, 'region')] : []),
    ...(agency ? [chip(row?.agency.name ?? agency, 'agency')] : []),
    ...(officer ? [chip(row?.officers.find(({ id }) => id === officer)?.name ?? officer, 'officer')] : []),
    ...(matter ? [chip(matter, 'matter')] : []),
    ...(enterprise ? [chip(row?.enterprise.name ?? enterprise, 'enterprise')] : []),
    ...(confirmation ? [chip(words.confirmation[confirmation], 'confirmation')] : []),
    ...(filing ? [chip(words.filing[filing], 'filing')] : []),
    ...(joint ? [chip(words.joint[joint], 'joint')] : []),
    ...(having ? [chip(words.with[having], 'with')] : []),
  ];
}
