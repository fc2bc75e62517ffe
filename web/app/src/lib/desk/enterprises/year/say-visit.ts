/** A visit in words: its state as an official reads it. */
import type { Visit } from '@liangma/shared/compliance/facts';
import type { TaskState } from '@liangma/shared/tasks/task';
import { times } from '#lib/time/times.ts';
import { yearWords } from '#lib/words/desk.svelte.ts';
import { recordWords, taskWords } from '#lib/words/shell.svelte.ts';

export const sayState = ({ outcome, state }: Visit): string =>
  outcome ? recordWords.words.outcomes[outcome].name : taskWords.words.states[state as TaskState];

export const sayVisit = (visit: Visit): string =>
  yearWords.words.mark(
    visit.agencyName,
    times.window(visit.window),
    taskWords.words.types[visit.type],
    sayState(visit),
  );
