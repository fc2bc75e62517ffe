/** Columns of an exported list of tasks. */
import type { TaskRow } from '@liangma/shared/tasks/task-list';
import { type CsvColumn, csvTime } from '#lib/lists/csv.ts';
import { listWords, taskWords } from '#lib/words/shell.svelte.ts';

export function taskCsv(): CsvColumn<TaskRow>[] {
  const words = listWords.words.tasks;
  const { states, types, sources } = taskWords.words;
  return [
    { title: words.number, text: ({ number }) => number ?? '' },
    { title: words.begins, text: ({ window }) => csvTime(window.from) },
    { title: words.ends, text: ({ window }) => csvTime(window.to) },
    { title: words.enterprise, text: ({ enterprise }) => enterprise.name },
    { title: words.credit, text: ({ enterprise }) => enterprise.id },
    { title: words.township, text: ({ enterprise }) => enterprise.township },
    { title: words.agency, text: ({ agency }) => agency.name },
    { title: words.partners, text: ({ partners }) => partners.map(({ name }) => name).join(listWords.words.and) },
    { title: words.officers, text: ({ officers }) => officers.map(({ name }) => name).join(listWords.words.and) },
    { title: words.type, text: ({ type, source }) => [types[type], sources[source]].join(listWords.words.and) },
    { title: words.state, text: ({ state }) => states[state] },
    { title: words.id, text: ({ id }) => id },
  ];
}
