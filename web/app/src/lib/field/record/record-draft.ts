/** A record while it is filled in: its questions, what its draft says, what is still missing, and the record it becomes. */
import { type Draft, type Entry, itemState, openItems } from '@liangma/shared/drafts/draft';
import { answerKey, CORRECT_BY, findingKey, OPINION, OUTCOME, PERSON_PRESENT } from '@liangma/shared/drafts/items';
import { DAY, dayOf, startOfDay } from '@liangma/shared/kernel/instant';
import type { Matter } from '@liangma/shared/matters/matter';
import type { Photo } from '@liangma/shared/photos/photo';
import { ANSWERS, type InspectionRecord, OUTCOMES, type RecordItem } from '@liangma/shared/records/record';

/** Values of the items of a draft; an open item has none. */
export interface Filled {
  readonly answers: Readonly<Record<string, RecordItem['answer'] | undefined>>;
  readonly findings: Readonly<Record<string, string>>;
  readonly outcome: InspectionRecord['outcome'] | undefined;
  /** Value of the date field; empty for none. */
  readonly correctBy: string;
  readonly personPresent: string;
  readonly opinion: string;
}

export interface Question {
  /** Prefix of the keys of its items in the draft. */
  readonly key: string;
  /** Counted through all matters, from 1. */
  readonly n: number;
  readonly matter: Matter['id'];
  readonly item: string;
  /** Null for a matter without a published checklist: it is answered as a whole. */
  readonly text: string | null;
  /** The answers of its item: 不适用 where the checklist allows it. */
  readonly answers: readonly RecordItem['answer'][];
  readonly invented: boolean;
}

export interface QuestionGroup {
  readonly matter: Matter;
  readonly questions: readonly Question[];
}

const WHOLE = { id: 'whole', text: null, mayNotApply: true, invented: false };
const ALWAYS = ANSWERS.filter((answer) => answer !== 'not-applicable');

export function questionsOf(matters: readonly Matter[]): QuestionGroup[] {
  let n = 0;
  return matters.map((matter) => ({
    matter,
    questions: (matter.checklist.length > 0 ? matter.checklist : [WHOLE]).map(
      ({ id, text, mayNotApply, invented }) => ({
        key: `${matter.id}|${id}`,
        n: ++n,
        matter: matter.id,
        item: id,
        text,
        answers: mayNotApply ? ANSWERS : ALWAYS,
        invented,
      }),
    ),
  }));
}

export function filledIn(draft: Draft, questions: readonly Question[]): Filled {
  const text = (key: string): string => {
    const stands = itemState(draft, key);
    return stands.kind === 'one' ? stands.value : '';
  };
  const each = <T>(value: (question: Question) => T) =>
    Object.fromEntries(questions.map((question) => [question.key, value(question)]));
  return {
    // A draft of an older version of the checklist may hold an answer that its item no longer has.
    answers: each(({ key, answers }) => answers.find((answer) => answer === text(answerKey(key)))),
    findings: each(({ key }) => text(findingKey(key))),
    outcome: OUTCOMES.find((outcome) => outcome === text(OUTCOME)),
    correctBy: text(CORRECT_BY),
    personPresent: text(PERSON_PRESENT),
    opinion: text(OPINION),
  };
}

export const FIELDS = [OUTCOME, CORRECT_BY, PERSON_PRESENT, OPINION] as const;
export type Field = (typeof FIELDS)[number];

/** Returns the keys of a question's own items. */
export const itemsOf = ({ key }: Question): string[] => [answerKey(key), findingKey(key)];

export type Gap =
  | { readonly kind: 'answer' | 'finding' | 'open'; readonly question: Question }
  | { readonly kind: 'openField'; readonly field: Field }
  | { readonly kind: 'matters' | 'outcome' | 'correctBy' | 'correctByPast' | 'contradiction' };

/**
 * Returns what is missing between the draft and a record, in the order of the form. `unknown` matters have no questions here.
 * [DRAFT-2] An item of the form that is open stands in the way, also where the record would not need it.
 */
export function gapsOf(questions: readonly Question[], unknown: number, draft: Draft, now: number): Gap[] {
  const filled = filledIn(draft, questions);
  const open = new Set(openItems(draft));
  const gaps: Gap[] = questions.flatMap((question): Gap[] => {
    if (itemsOf(question).some((key) => open.has(key))) return [{ kind: 'open', question }];
    const answer = filled.answers[question.key];
    if (!answer) return [{ kind: 'answer', question }];
    return answer === 'fail' && filled.findings[question.key]?.trim() === '' ? [{ kind: 'finding', question }] : [];
  });
  if (unknown > 0) gaps.push({ kind: 'matters' });
  gaps.push(...FIELDS.filter((field) => open.has(field)).map((field) => ({ kind: 'openField', field }) as const));
  if (open.has(OUTCOME)) return gaps;
  if (!filled.outcome) gaps.push({ kind: 'outcome' });
  if (filled.outcome === 'no-problem' && Object.values(filled.answers).includes('fail'))
    gaps.push({ kind: 'contradiction' });
  if (filled.outcome !== 'ordered-to-correct' || open.has(CORRECT_BY)) return gaps;
  if (filled.correctBy === '') gaps.push({ kind: 'correctBy' });
  else if (filled.correctBy < firstCorrectBy(now)) gaps.push({ kind: 'correctByPast' });
  return gaps;
}

/** Tomorrow. */
export const firstCorrectBy = (now: number): string => dayOf(startOfDay(dayOf(now)) + DAY);

/** Days after today. */
const USUAL_TERMS = [3, 7, 15, 30] as const;

/** The usual terms for correcting, each with the day on which it ends. */
export const usualTerms = (now: number) =>
  USUAL_TERMS.map((days) => ({ days, at: now + days * DAY, day: dayOf(now + days * DAY) }));

/** Only for a draft without gaps. */
export function recordOf(
  questions: readonly Question[],
  { outcome, correctBy, personPresent, opinion, answers, findings }: Filled,
  startedAt: number,
  endedAt: number,
  photos: readonly Photo[] = [],
): InspectionRecord {
  if (!outcome) throw new Error('a draft without outcome is no record');
  return {
    startedAt,
    // The clock may have been set back meanwhile; a record does not end before it begins.
    endedAt: Math.max(startedAt, endedAt),
    items: questions.flatMap(({ key, matter, item }) => {
      const answer = answers[key];
      if (!answer) return [];
      return [{ matter, item, answer, finding: answer === 'fail' ? (findings[key]?.trim() ?? '') : '' }];
    }),
    outcome,
    correctBy: outcome === 'ordered-to-correct' ? correctBy : null,
    personPresent: personPresent.trim(),
    opinion: opinion.trim(),
    ...(photos.length > 0 ? { photos: [...photos] } : {}),
  };
}

/** [DRAFT-4] An item of a draft that came too late, beside what the record says there. */
export interface LateItem {
  readonly key: string;
  readonly entry: Entry;
  /** Undefined where the record is not here, or says nothing of it. */
  readonly recorded: string | undefined;
}

/** Returns late items of this device: the server has all others, or another device shows them. */
export const lateItems = (draft: Draft, device: string, record: InspectionRecord | undefined): LateItem[] =>
  Object.entries(draft.items)
    .flatMap(([key, entries]) => entries.map((entry) => ({ key, entry, recorded: record && recordedIn(record, key) })))
    .filter(({ entry, recorded }) => entry.device === device && entry.value !== '' && entry.value.trim() !== recorded);

function recordedIn(record: InspectionRecord, key: string): string | undefined {
  if (key === OUTCOME || key === PERSON_PRESENT || key === OPINION) return record[key];
  if (key === CORRECT_BY) return record.correctBy ?? '';
  const given = record.items.find(({ matter, item }) => key.endsWith(`|${matter}|${item}`));
  return key.startsWith('answer|') ? given?.answer : given?.finding;
}
