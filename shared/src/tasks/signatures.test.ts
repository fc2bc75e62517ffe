import { expect, test } from 'vitest';
import { aJointTask, aTask, NOW, PARTNER } from '../../test/builders.ts';
import { HOUR, MINUTE } from '../kernel/instant.ts';
import { traceOf } from '../supervision/trace.ts';
import { reviewsOf, signaturesOf } from './signatures.ts';
import type { Opinion } from './task.ts';

const issued = aTask('issued');
const { at: appliedAt } = issued.applied;
const approvedAt = appliedAt + HOUR;
const task = { ...issued, approved: { ...issued.approved, at: approvedAt } };
const review = (at: number, stand: Opinion['stand'], text = ''): Opinion => ({
  at,
  by: 'reviewer',
  name: '何静',
  kind: 'review',
  stand,
  text,
});
const words = { ...task.approved, kind: 'approval', stand: 'agree', text: '同意。' } as const;
const edit = { at: appliedAt + 2 * MINUTE, by: 'clerk', name: '李春梅', before: {} };

test('[APR-1] the chain names who applied, changed, reviewed and approved, in which post and with which words', () => {
  const opinions = [review(appliedAt + MINUTE, 'object', '依据不全。'), review(appliedAt + 3 * MINUTE, 'agree'), words];
  const chain = signaturesOf({ ...task, edits: [edit], opinions });
  expect(chain.map(({ step, post, stand, text, isOutdated }) => [step, post, stand, text, isOutdated])).toEqual([
    ['applied', 'clerk', undefined, '', false],
    ['reviewed', 'legal-reviewer', 'object', '依据不全。', true],
    ['edited', 'clerk', undefined, '', false],
    ['reviewed', 'legal-reviewer', 'agree', '', false],
    ['approved', 'approver', undefined, '同意。', false],
  ]);
  expect(reviewsOf({ ...task, opinions })).toHaveLength(2);
});

test('[POST-1] a deputy signs with the head for whom he stands in', () => {
  const onBehalfOf = { account: 'head', name: '局长' };
  const [, approved] = signaturesOf({ ...task, approved: { ...task.approved, name: '副局长', onBehalfOf } });
  expect(approved).toMatchObject({ name: '副局长', onBehalfOf, post: 'approver' });
});

test('[APR-2] a permit stands before its code, the confirmation after it', () => {
  const confirmation = {
    at: NOW + HOUR,
    by: 'head',
    name: '局长',
    kind: 'confirmation',
    stand: 'agree',
    text: '属实。',
  } as const;
  const onSite = { ...task, grant: { id: '0123456789abcdef', number: 1 }, opinions: [confirmation] };
  expect(signaturesOf(onSite).map(({ step, post, text }) => [step, post, text])).toEqual([
    ['applied', 'inspector', ''],
    ['granted', 'approver', ''],
    ['confirmed', 'approver', '属实。'],
  ]);
  expect(traceOf(onSite, []).map(({ step }) => step)).toEqual(['granted', 'confirmed']);
});

test('[APR-1] opinions are steps of the trace', () => {
  const opinions = [review(appliedAt + MINUTE, 'object', '依据不全。'), words];
  expect(traceOf({ ...task, opinions }, []).map(({ step, by, detail }) => [step, by, detail])).toEqual([
    ['applied', task.applied.name, task.whyOnSite],
    ['review-objected', '何静', '依据不全。'],
    ['approved', task.approved.name, '同意。'],
  ]);
});

test('[QUAL-4] the answers of a partner stand in the chain and in the trace; one that was overtaken is marked', () => {
  const answer = { at: NOW, by: 'partner-head', name: '王海', version: 0 };
  const answers = [
    { ...answer, stand: 'decline', text: '当日有会。' } as const,
    { ...answer, at: NOW + MINUTE, stand: 'agree', text: '' } as const,
  ];
  const joint = aJointTask();
  const partners = joint.partners?.map((one) => ({ ...one, answers }));
  const answered = { ...joint, ...(partners && { partners }) };
  expect(signaturesOf(answered).slice(1)).toMatchObject([
    { step: 'declined', agency: PARTNER.name, text: '当日有会。', isOutdated: true },
    { step: 'joined', agency: PARTNER.name, isOutdated: false },
  ]);
  expect(
    traceOf(answered, [])
      .map(({ step, detail }) => [step, detail])
      .slice(1),
  ).toEqual([
    ['partner-declined', `${PARTNER.name}：当日有会。`],
    ['partner-agreed', PARTNER.name],
  ]);
});
