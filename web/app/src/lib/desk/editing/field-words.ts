/** The words for fields, in the language on screen. */
import type { Matter } from '@liangma/shared/matters/matter';
import { times } from '#lib/time/times.ts';
import { desk, editWords } from '#lib/words/desk.svelte.ts';
import { taskWords } from '#lib/words/shell.svelte.ts';
import type { FieldWords } from './say-field.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

export function fieldWords(matters: readonly Matter[], officers: readonly Named[]): FieldWords {
  const names = new Map<string, string>([
    ...matters.map(({ id, title }) => [id, title] as const),
    ...officers.map(({ id, name }) => [id, name] as const),
  ]);
  return {
    editing: editWords.words,
    tasks: taskWords.words,
    and: desk.words.and,
    window: (window) => times.window(window),
    nameOf: (id) => names.get(id),
  };
}
