/** Columns of the exported list of held records. */
import type { QuarantineCase } from '@liangma/shared/quarantine/quarantine-list';
import { type CsvColumn, csvTime } from '#lib/lists/csv.ts';
import { listWords } from '#lib/words/shell.svelte.ts';
import { quarantineWords } from '#lib/words/supervision.svelte.ts';

export function quarantineCsv(): CsvColumn<QuarantineCase>[] {
  const words = quarantineWords.words;
  const tasks = listWords.words.tasks;
  return [
    { title: words.kind, text: ({ reason }) => words.kinds[reason] },
    { title: words.since, text: ({ since }) => csvTime(since) },
    { title: tasks.enterprise, text: ({ enterprise }) => enterprise },
    { title: tasks.agency, text: ({ agency }) => agency },
    { title: tasks.officers, text: ({ officer }) => officer },
    { title: words.records, text: ({ events }) => String(events.length) },
    { title: tasks.id, text: ({ task }) => task },
  ];
}
