import type { Matter } from '@liangma/shared/matters/matter';
import { inspectionRecordSchema } from '@liangma/shared/records/record';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { emptyDraft, gapsOf, questionsOf, type RecordDraft, recordOf } from './record-draft.ts';

/** 10:00 on 24 November 2026 in China. */
const NOW = Date.parse('2026-11-24T02:00:00Z');
const matter = (id: string, items: string[]) =>
  ({
    id,
    title: id,
    checklist: items.map((text, i) => ({ id: String(i + 1), text, invented: true })),
  }) as unknown as Matter;
const groups = questionsOf([matter('M901', ['一', '二']), matter('M902', [])]);
const questions = groups.flatMap((group) => group.questions);

function aDraft(over: Partial<RecordDraft> = {}): RecordDraft {
  const answers = Object.fromEntries(questions.map(({ key }) => [key, { answer: 'pass' as const, finding: '' }]));
  return { ...emptyDraft(), answers, outcome: 'no-problem', ...over };
}
const failing = (finding: string): RecordDraft['answers'] => ({
  ...aDraft().answers,
  'M901|2': { answer: 'fail', finding },
});
const kinds = (draft: RecordDraft, unknown = 0) =>
  gapsOf(questions, unknown, draft, NOW).map((gap) => ('question' in gap ? `${gap.kind} ${gap.question.n}` : gap.kind));

test('questions count through all matters; a matter without checklist is one question', () => {
  expect(questions.map(({ n, key, text }) => [n, key, text])).toEqual([
    [1, 'M901|1', '一'],
    [2, 'M901|2', '二'],
    [3, 'M902|whole', null],
  ]);
});

test.each([
  ['nothing filled in', emptyDraft(), ['answer 1', 'answer 2', 'answer 3', 'outcome']],
  ['all is well', aDraft(), []],
  ['a failing item without a finding', aDraft({ answers: failing(' '), outcome: 'guidance' }), ['finding 2']],
  ['a failing item and no problem found', aDraft({ answers: failing('墙角受潮') }), ['contradiction']],
  ['an order without a day', aDraft({ outcome: 'ordered-to-correct' }), ['correctBy']],
  ['an order by yesterday', aDraft({ outcome: 'ordered-to-correct', correctBy: '2026-11-23' }), ['correctByPast']],
  ['an order by today', aDraft({ outcome: 'ordered-to-correct', correctBy: '2026-11-24' }), ['correctByPast']],
  ['an order by tomorrow', aDraft({ outcome: 'ordered-to-correct', correctBy: '2026-11-25' }), []],
])('%s', (_, draft, gaps) => {
  expect(kinds(draft)).toEqual(gaps);
});

test('a matter whose checklist is not here stands in the way', () => {
  expect(kinds(aDraft(), 1)).toEqual(['matters']);
});

test('a draft without gaps is a record of the schema', () => {
  const draft = aDraft({
    answers: failing(' 墙角受潮 '),
    outcome: 'ordered-to-correct',
    correctBy: '2026-12-01',
    personPresent: ' 马文海 ',
  });
  const record = recordOf(questions, draft, NOW, NOW + 1);
  expect(v.is(inspectionRecordSchema, record)).toBe(true);
  expect(record).toMatchObject({ correctBy: '2026-12-01', personPresent: '马文海', opinion: '' });
  expect(record.items[1]).toEqual({ matter: 'M901', item: '2', answer: 'fail', finding: '墙角受潮' });
});

test('a finding written before the answer changed to pass, and a day before the outcome did, are left out', () => {
  const answers = { ...aDraft().answers, 'M901|2': { answer: 'pass' as const, finding: '墙角受潮' } };
  const record = recordOf(questions, aDraft({ answers, correctBy: '2026-12-01' }), NOW, NOW);
  expect([record.items[1]?.finding, record.correctBy]).toEqual(['', null]);
});

test('a clock set back does not end a record before it began', () => {
  expect(recordOf(questions, aDraft(), NOW, NOW - 60_000).endedAt).toBe(NOW);
});
