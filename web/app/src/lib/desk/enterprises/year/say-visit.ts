/** A visit in words: its state as an official reads it. */
import type { Visit } from '@liangma/shared/compliance/facts';
import type { TaskState } from '@liangma/shared/tasks/task';
import { times } from '#lib/time/times.ts';
import { desk, yearWords } from '#lib/words/desk.svelte.ts';
import { recordWords, taskWords } from '#lib/words/shell.svelte.ts';
import type { Mark } from './year-rows.ts';

export const sayState = ({ outcome, state }: Visit): string =>
  outcome ? recordWords.words.outcomes[outcome].name : taskWords.words.states[state as TaskState];

export const sayMark = ({ visit, agencies }: Mark): string =>
  yearWords.words.mark(
    agencies.join(desk.words.and),
    times.window(visit.window),
    taskWords.words.types[visit.type],
    sayState(visit),
  );
