/** Items of a draft in words: what they are called, what stands in them, and who entered it when. */
import type { Entry } from '@liangma/shared/drafts/draft';
import { CORRECT_BY, OUTCOME, PERSON_PRESENT } from '@liangma/shared/drafts/items';
import { dayOf, startOfDay } from '@liangma/shared/kernel/instant';
import { ANSWERS, OUTCOMES } from '@liangma/shared/records/record';
import type { Task } from '@liangma/shared/tasks/task';
import { clockTime } from '@liangma/web-common/dates';
import { sayDay } from '@liangma/web-common/format';
import type { Locale } from '@liangma/web-common/locales';
import type { draftWords, fieldWords } from '#lib/words/field.svelte.ts';

type Records = typeof fieldWords.words.records;
type Words = typeof draftWords.words;

export function sayValue(key: string, value: string, { answers, outcomes }: Records, now: number, locale: Locale) {
  const answer = ANSWERS.find((known) => known === value);
  if (key.startsWith('answer|') && answer) return answers[answer];
  const outcome = OUTCOMES.find((known) => known === value);
  if (key === OUTCOME && outcome) return outcomes[outcome].name;
  if (key === CORRECT_BY && value !== '') return sayDay(startOfDay(value), now, locale);
  return value;
}

/** `textOf`: of the questions, by matter and item. */
export function sayItem(key: string, textOf: ReadonlyMap<string, string>, { parts }: Records, say: Words): string {
  if (key === OUTCOME || key === CORRECT_BY || key === PERSON_PRESENT || key === 'opinion') return parts[key];
  const [kind, ...question] = key.split('|');
  const text = textOf.get(question.join('|')) ?? say.unknownItem;
  return kind === 'finding' ? `${text} · ${parts.finding}` : text;
}

/** `own`: whether it was entered on this device. */
export function sayWho({ by }: Entry, own: boolean, task: Task, officer: string | null, say: Words): string {
  const name = task.officers.find(({ id }) => id === by)?.name ?? by;
  if (own) return say.here(name);
  return by === officer ? say.otherDevice(name) : name;
}

/** 10:12, or with the day where that was another. */
export const sayWhen = (at: number, now: number, locale: Locale): string =>
  dayOf(at) === dayOf(now) ? clockTime(at) : `${sayDay(at, now, locale)} ${clockTime(at)}`;
