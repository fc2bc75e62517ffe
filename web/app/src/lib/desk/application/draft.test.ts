import { expect, test } from 'vitest';
import { anEnterprise, anOfficer, aReference, aTask, matterId } from '../../../../../../shared/test/builders.ts';
import { copyOf, type Draft, draftOf, emptyDraft, isEmpty, readDraft, sourcesFor, toApplication } from './draft.ts';
import { windowFields } from './window.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const aDraft = (change: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(),
  enterprise: { ...anEnterprise(), township: '华藏寺镇' },
  matters: [matterId('M901')],
  officers: [anOfficer(1).id],
  day: '2026-11-24',
  from: '10:00',
  to: '14:00',
  whyOnSite: '需查看生产现场。',
  ...change,
});

test('a filled draft becomes an application without its blank reasons', () => {
  const draft = aDraft({ reasons: { 'DUP-1': '  ', 'OFF-1': '投诉紧急' } });
  expect(toApplication(draft)).toEqual({
    ok: true,
    value: {
      enterprise: anEnterprise().id,
      type: 'routine',
      source: 'annual-plan',
      matters: ['M901'],
      officers: [anOfficer(1).id],
      assistants: 0,
      window: { from: at('2026-11-24T10:00'), to: at('2026-11-24T14:00') },
      reference: null,
      whyOnSite: '需查看生产现场。',
      reasons: { 'OFF-1': '投诉紧急' },
    },
  });
});

test('[FREQ-6] a reference belongs to an exempt source, and counts when it is complete', () => {
  const made = (change: Partial<Draft>) => {
    const application = toApplication(aDraft(change));
    return application.ok ? application.value.reference : expect.fail();
  };
  const reference = aReference();
  expect(made({ source: 'complaint', reference })).toEqual(reference);
  expect(made({ source: 'annual-plan', reference })).toBeNull();
  expect(made({ source: 'complaint', reference: { ...reference, date: '' } })).toBeNull();
  expect(made({ source: 'complaint', reference: { ...reference, number: ' — ' } })).toBeNull();
});

test('[FREQ-6] a case is offered the sources that are a clue, and keeps one that is none in sight', () => {
  const clues = ['complaint', 'referral', 'data-monitoring', 'own-request'];
  expect(sourcesFor({ type: 'case', source: 'complaint' })).toEqual(clues);
  expect(sourcesFor({ type: 'case', source: 'deployed' })).toEqual([...clues, 'deployed']);
  expect(sourcesFor({ type: 'routine', source: 'annual-plan' })).toEqual(['annual-plan', ...clues, 'deployed']);
});

test('the form of a changed application starts with the application as it was', () => {
  const draft = aDraft({ to: '02:00', endsNextDay: true, reasons: { 'OFF-1': '投诉紧急' } });
  const made = toApplication(draft);
  const { enterprise: _, ...content } = made.ok ? made.value : expect.fail();
  expect(draft.enterprise && draftOf(content, draft.enterprise)).toEqual(draft);
});

test('a copy of a returned application names the original and drops a day that has passed', () => {
  const task = aTask('rejected');
  const enterprise = { ...anEnterprise(), township: '华藏寺镇' };
  const day = windowFields(task.window).day;
  expect(copyOf(task, enterprise, day)).toMatchObject({ day, replaces: task.id, whyOnSite: task.whyOnSite });
  expect(copyOf(task, enterprise, '2099-01-01').day).toBe('');
  expect(copyOf(aTask('recorded'), enterprise, day)).not.toHaveProperty('replaces');
});

test.each([
  [{ enterprise: null }, ['enterprise']],
  [{ day: '' }, ['window']],
  [{ to: '09:00' }, ['window-reversed']],
  [{ assistants: 21 }, ['assistants']],
  [{ assistants: 0.5 }, ['assistants']],
  [{ enterprise: null, from: '' }, ['enterprise', 'window']],
])('%j still lacks %j', (change, missing) => {
  expect(toApplication(aDraft(change))).toEqual({ ok: false, error: missing });
});

test('a stored draft is read back; other content in its place is ignored', () => {
  const draft = aDraft();
  expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  expect(readDraft(null)).toBeNull();
  expect(readDraft({ ...draft, matters: ['nonsense'] })).toBeNull();
});

test('only the untouched draft is empty', () => {
  expect(isEmpty(emptyDraft())).toBe(true);
  expect(isEmpty({ ...emptyDraft(), assistants: 1 })).toBe(false);
});
