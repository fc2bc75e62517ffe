import type { ApplicationTemplate } from '@liangma/shared/tasks/application-template';
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
const known = { officers: [officer], matters: [{ id: 'M901' }] };
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

test('a used template fills its fields, keeps the enterprise and the day, and drops what is no longer to be chosen', () => {
  const draft = { ...emptyDraft(), day: '2026-12-24', reasons: { 'QUIET-1': '理由' } };
  const used = withTemplate(draft, saved(), known);
  const { reasons: _, ...same } = filled;
  expect(used).toEqual({ draft: { ...same, from: '09:30', day: '2026-12-24', reasons: draft.reasons }, dropped: 0 });
  expect(withTemplate(draft, saved({ from: '23:00', minutes: 120 }), known).draft).toMatchObject({
    from: '23:00',
    to: '01:00',
    endsNextDay: true,
  });
  expect(withTemplate(draft, saved({ minutes: null }), known).draft.to).toBe('');
  expect(withTemplate(draft, saved(), { officers: [], matters: [] })).toMatchObject({
    draft: { matters: [], officers: [] },
    dropped: 2,
  });
});
