import { type Author, type Draft, emptyDraft } from '@liangma/shared/drafts/draft';
import { answerKey, CORRECT_BY, findingKey, OPINION, OUTCOME } from '@liangma/shared/drafts/items';
import { enter, mergeDrafts } from '@liangma/shared/drafts/merge';
import type { Matter } from '@liangma/shared/matters/matter';
import { inspectionRecordSchema } from '@liangma/shared/records/record';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { filledIn, gapsOf, lateItems, questionsOf, recordOf, usualTerms } from './record-draft.ts';

/** 10:00 on 24 November 2026 in China. */
const NOW = Date.parse('2026-11-24T02:00:00Z');
const matter = (id: string, items: string[]) =>
  ({
    id,
    title: id,
    checklist: items.map((text, i) => ({ id: String(i + 1), text, mayNotApply: text === '二', invented: true })),
  }) as unknown as Matter;
const groups = questionsOf([matter('M901', ['一', '二']), matter('M902', [])]);
const questions = groups.flatMap((group) => group.questions);

const WANG = { by: 'O620623001', device: '1'.repeat(32) } as Author;
const ZHUOMA = { by: 'O620623002', device: '2'.repeat(32) } as Author;
const put = (draft: Draft, values: Record<string, string>, by = WANG, at = 1): Draft =>
  Object.entries(values).reduce(
    (before, [key, value]) => enter(before, { key, value, over: before.items[key] ?? [] }, by, at),
    draft,
  );
const PASSED = Object.fromEntries(questions.map(({ key }) => [answerKey(key), 'pass']));
const aDraft = (over: Record<string, string> = {}): Draft =>
  put(emptyDraft(), { ...PASSED, [OUTCOME]: 'no-problem', ...over });
const failing = (finding: string) => ({ [answerKey('M901|2')]: 'fail', [findingKey('M901|2')]: finding });
/** Each says something else, not having seen the other's. */
const differing = (key: string, mine: string, theirs: string): Draft =>
  mergeDrafts(aDraft({ [key]: mine }), put(emptyDraft(), { [key]: theirs }, ZHUOMA));
const kinds = (draft: Draft, unknown = 0) =>
  gapsOf(questions, unknown, draft, NOW).map((gap) => {
    if ('question' in gap) return `${gap.kind} ${gap.question.n}`;
    return gap.kind === 'openField' ? `${gap.kind} ${gap.field}` : gap.kind;
  });
const record = (draft: Draft, startedAt = NOW, endedAt = NOW) =>
  recordOf(questions, filledIn(draft, questions), startedAt, endedAt);

test('questions count through all matters; a matter without checklist is one question', () => {
  expect(questions.map(({ n, key, text }) => [n, key, text])).toEqual([
    [1, 'M901|1', '一'],
    [2, 'M901|2', '二'],
    [3, 'M902|whole', null],
  ]);
});

test('不适用 is an answer of the items that the checklist marks, and of a matter as a whole', () => {
  expect(questions.map(({ n, answers }) => [n, answers.includes('not-applicable')])).toEqual([
    [1, false],
    [2, true],
    [3, true],
  ]);
  const draft = aDraft(Object.fromEntries(questions.map(({ key }) => [answerKey(key), 'not-applicable'])));
  expect(kinds(draft)).toEqual(['answer 1']);
});

test.each([
  ['nothing filled in', emptyDraft(), ['answer 1', 'answer 2', 'answer 3', 'outcome']],
  ['an answer that was emptied', aDraft({ [answerKey('M901|1')]: '' }), ['answer 1']],
  ['all is well', aDraft(), []],
  ['a failing item without a finding', aDraft({ ...failing(' '), outcome: 'guidance' }), ['finding 2']],
  ['a failing item and no problem found', aDraft(failing('墙角受潮')), ['contradiction']],
  ['an order without a day', aDraft({ outcome: 'ordered-to-correct' }), ['correctBy']],
  ['an order by yesterday', aDraft({ outcome: 'ordered-to-correct', correctBy: '2026-11-23' }), ['correctByPast']],
  ['an order by today', aDraft({ outcome: 'ordered-to-correct', correctBy: '2026-11-24' }), ['correctByPast']],
  ['an order by tomorrow', aDraft({ outcome: 'ordered-to-correct', correctBy: '2026-11-25' }), []],
])('%s', (_, draft, gaps) => {
  expect(kinds(draft)).toEqual(gaps);
});

describe('[DRAFT-2] what two filled in differently stands in the way of a record', () => {
  test.each([
    ['an answer', differing(answerKey('M901|1'), 'pass', 'fail'), ['open 1']],
    ['a finding', differing(findingKey('M901|2'), '墙角受潮', '墙皮脱落'), ['open 2']],
    ['the outcome', differing(OUTCOME, 'no-problem', 'guidance'), ['openField outcome']],
    ['the day', differing(CORRECT_BY, '2026-12-01', '2026-12-02'), ['openField correctBy']],
    ['the opinion', differing(OPINION, '无异议', '有异议'), ['openField opinion']],
    ['the same by both', differing(OPINION, '无异议', '无异议'), []],
    ['an item that only a newer app shows', differing('photo|a', 'x', 'y'), []],
  ])('%s', (_, draft, gaps) => {
    expect(kinds(draft)).toEqual(gaps);
  });

  test('until one is chosen', () => {
    const open = differing(OUTCOME, 'no-problem', 'guidance');
    expect(filledIn(open, questions).outcome).toBeUndefined();
    expect(kinds(put(open, { [OUTCOME]: 'guidance' }, ZHUOMA, 2))).toEqual([]);
  });
});

describe('[DRAFT-4] what came too late', () => {
  const late = put(emptyDraft(), { [answerKey('M901|1')]: 'fail', [OUTCOME]: 'no-problem', [OPINION]: '补充' }, ZHUOMA);

  test('is listed beside the record, but for what the record says too', () => {
    expect(lateItems(late, ZHUOMA.device, record(aDraft({ [OPINION]: '无异议' })))).toMatchObject([
      { key: answerKey('M901|1'), entry: { value: 'fail', by: ZHUOMA.by }, recorded: 'pass' },
      { key: OPINION, entry: { value: '补充' }, recorded: '无异议' },
    ]);
  });

  test('is what this device entered', () => {
    expect(lateItems(late, WANG.device, undefined)).toEqual([]);
  });

  test('is listed whole where no record is here', () => {
    expect(lateItems(late, ZHUOMA.device, undefined).map(({ recorded }) => recorded)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test('a matter whose checklist is not here stands in the way', () => {
  expect(kinds(aDraft(), 1)).toEqual(['matters']);
});

test('a draft without gaps is a record of the schema', () => {
  const draft = aDraft({
    ...failing(' 墙角受潮 '),
    [OUTCOME]: 'ordered-to-correct',
    [CORRECT_BY]: '2026-12-01',
    personPresent: ' 马文海 ',
  });
  const made = record(draft, NOW, NOW + 1);
  expect(v.is(inspectionRecordSchema, made)).toBe(true);
  expect(made).toMatchObject({ correctBy: '2026-12-01', personPresent: '马文海', opinion: '' });
  expect(made.items[1]).toEqual({ matter: 'M901', item: '2', answer: 'fail', finding: '墙角受潮' });
});

test('a finding written before the answer changed to pass, and a day before the outcome did, are left out', () => {
  const made = record(aDraft({ [findingKey('M901|2')]: '墙角受潮', [CORRECT_BY]: '2026-12-01' }));
  expect([made.items[1]?.finding, made.correctBy]).toEqual(['', null]);
});

test('a clock set back does not end a record before it began', () => {
  expect(record(aDraft(), NOW, NOW - 60_000).endedAt).toBe(NOW);
});

test('the usual terms end on whole days after today, late in the evening too', () => {
  const evening = Date.parse('2026-11-24T23:59:00+08:00');
  expect(usualTerms(evening).map(({ days, day }) => [days, day])).toEqual([
    [3, '2026-11-27'],
    [7, '2026-12-01'],
    [15, '2026-12-09'],
    [30, '2026-12-24'],
  ]);
});
