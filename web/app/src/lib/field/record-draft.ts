/** A record while it is filled in: its questions, its draft, what is still missing, and the record it becomes. */
import { DAY, dayOf, startOfDay } from '@liangma/shared/kernel/instant';
import type { Matter } from '@liangma/shared/matters/matter';
import type { Photo } from '@liangma/shared/records/photo';
import { ANSWERS, type InspectionRecord, OUTCOMES } from '@liangma/shared/records/record';
import * as v from 'valibot';

export const draftSchema = v.object({
  answers: v.record(v.string(), v.object({ answer: v.picklist(ANSWERS), finding: v.string() })),
  outcome: v.nullable(v.picklist(OUTCOMES)),
  /** As the date field has it; empty for none. */
  correctBy: v.string(),
  personPresent: v.string(),
  opinion: v.string(),
});
export type RecordDraft = v.InferOutput<typeof draftSchema>;

export const emptyDraft = (): RecordDraft => ({
  answers: {},
  outcome: null,
  correctBy: '',
  personPresent: '',
  opinion: '',
});

export interface Question {
  /** Of the answer in the draft. */
  readonly key: string;
  /** Counted through all matters, from 1. */
  readonly n: number;
  readonly matter: Matter['id'];
  readonly item: string;
  /** Null for a matter without a published checklist: it is answered as a whole. */
  readonly text: string | null;
  readonly invented: boolean;
}

export interface QuestionGroup {
  readonly matter: Matter;
  readonly questions: readonly Question[];
}

const WHOLE = { id: 'whole', text: null, invented: false };

export function questionsOf(matters: readonly Matter[]): QuestionGroup[] {
  let n = 0;
  return matters.map((matter) => ({
    matter,
    questions: (matter.checklist.length > 0 ? matter.checklist : [WHOLE]).map(({ id, text, invented }) => ({
      key: `${matter.id}|${id}`,
      n: ++n,
      matter: matter.id,
      item: id,
      text,
      invented,
    })),
  }));
}

export type Gap =
  | { readonly kind: 'answer' | 'finding'; readonly question: Question }
  | { readonly kind: 'matters' | 'outcome' | 'correctBy' | 'correctByPast' | 'contradiction' };

/** What stands between the draft and a record, in the order of the form. `unknown` matters have no questions here. */
export function gapsOf(questions: readonly Question[], unknown: number, draft: RecordDraft, now: number): Gap[] {
  const gaps: Gap[] = questions.flatMap((question): Gap[] => {
    const given = draft.answers[question.key];
    if (!given) return [{ kind: 'answer', question }];
    return given.answer === 'fail' && given.finding.trim() === '' ? [{ kind: 'finding', question }] : [];
  });
  if (unknown > 0) gaps.push({ kind: 'matters' });
  if (draft.outcome === null) gaps.push({ kind: 'outcome' });
  if (draft.outcome === 'no-problem' && fails(questions, draft)) gaps.push({ kind: 'contradiction' });
  if (draft.outcome !== 'ordered-to-correct') return gaps;
  if (draft.correctBy === '') gaps.push({ kind: 'correctBy' });
  else if (draft.correctBy < firstCorrectBy(now)) gaps.push({ kind: 'correctByPast' });
  return gaps;
}

const fails = (questions: readonly Question[], { answers }: RecordDraft): boolean =>
  questions.some(({ key }) => answers[key]?.answer === 'fail');

/** Tomorrow. */
export const firstCorrectBy = (now: number): string => dayOf(startOfDay(dayOf(now)) + DAY);

/** Only for a draft without gaps. */
export function recordOf(
  questions: readonly Question[],
  draft: RecordDraft,
  startedAt: number,
  endedAt: number,
  photos: readonly Photo[] = [],
): InspectionRecord {
  const { outcome, correctBy, personPresent, opinion, answers } = draft;
  if (outcome === null) throw new Error('a draft without outcome is no record');
  return {
    startedAt,
    // The clock may have been set back meanwhile; a record does not end before it begins.
    endedAt: Math.max(startedAt, endedAt),
    items: questions.flatMap(({ key, matter, item }) => {
      const given = answers[key];
      if (!given) return [];
      return [{ matter, item, answer: given.answer, finding: given.answer === 'fail' ? given.finding.trim() : '' }];
    }),
    outcome,
    correctBy: outcome === 'ordered-to-correct' ? correctBy : null,
    personPresent: personPresent.trim(),
    opinion: opinion.trim(),
    ...(photos.length > 0 ? { photos: [...photos] } : {}),
  };
}
