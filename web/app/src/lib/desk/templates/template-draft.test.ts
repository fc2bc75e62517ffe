import type { ApplicationTemplate, TemplateParts } from '@liangma/shared/tasks/templates/application-template';
import { expect, test } from 'vitest';
import { anOfficer, matterId } from '../../../../../../shared/test/builders.ts';
import { type Draft, emptyDraft } from '../application/draft.ts';
import { termsOf, withTemplate } from './template-draft.ts';

const officer = anOfficer(1);
const filled: Draft = {
  ...emptyDraft(),
  matters: [matterId('M901')],
  officers: [officer.id],
  day: '2026-12-01',
  from: '9:30',
  to: '11:00',
  whyOnSite: '需查看现场。',
  offSite: 'none',
  reasons: { 'DUP-1': '单独检查理由' },
};
const parts: TemplateParts = { ...filled, gone: { matters: [], officers: [] } };
const saved = (changes: object = {}) => ({ ...termsOf(filled, ' 餐饮日常 '), ...changes }) as ApplicationTemplate;

test('a template keeps matters, officers, hours and the answer, and nothing of one inspection', () => {
  expect(termsOf(filled, ' 餐饮日常 ')).toEqual({
    name: '餐饮日常',
    type: 'routine',
    source: 'annual-plan',
    matters: ['M901'],
    officers: [officer.id],
    assistants: 0,
    from: '09:30',
    minutes: 90,
    offSite: 'none',
    whyOnSite: '需查看现场。',
  });
  expect(termsOf({ ...filled, to: '01:00', endsNextDay: true }, 'a').minutes).toBe(15 * 60 + 30);
  expect(termsOf({ ...emptyDraft(), from: '9:30' }, 'a')).toMatchObject({ from: '09:30', minutes: null });
  expect(termsOf({ ...filled, to: '09:00' }, 'a').minutes).toBeNull();
});

test('a used template fills its fields, and keeps the enterprise, the day and the reasons', () => {
  const draft = { ...emptyDraft(), day: '2026-12-24', reasons: { 'QUIET-1': '理由' } };
  const { reasons: _, ...same } = filled;
  expect(withTemplate(draft, saved(), parts)).toEqual({
    ...same,
    from: '09:30',
    day: '2026-12-24',
    reasons: draft.reasons,
  });
  expect(withTemplate(draft, saved({ from: '23:00', minutes: 120 }), parts)).toMatchObject({
    from: '23:00',
    to: '01:00',
    endsNextDay: true,
  });
  expect(withTemplate(draft, saved({ minutes: null }), parts).to).toBe('');
  expect(withTemplate(draft, saved(), { ...parts, officers: [] })).toMatchObject({ officers: [] });
});
