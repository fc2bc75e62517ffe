import { expect, test } from 'vitest';
import { emptyQuietDraft, mayEndOn, nextCode, type QuietDraft, quietStateOn, toTerms } from './quiet-draft.ts';

const TODAY = '2026-12-01';
const draft = (changes: Partial<QuietDraft> = {}): QuietDraft => ({
  ...emptyQuietDraft('620623', TODAY),
  name: '企业安静生产期',
  document: '天政办发〔2026〕60号',
  ...changes,
});

test('[QUIET-1] a filled form becomes the terms of an arrangement', () => {
  const exemptions = [{ code: ' complaint ', text: '投诉举报' }];
  expect(toTerms(draft({ classes: 'C13，14 F52', until: '2027-12-31', exemptions }))).toEqual({
    ok: true,
    value: {
      name: '企业安静生产期',
      region: '620623',
      classes: ['C13', '14', 'F52'],
      days: { kind: 'monthly', from: 1, to: 25 },
      from: TODAY,
      until: '2027-12-31',
      exemptions: [{ code: 'complaint', text: '投诉举报' }],
      document: '天政办发〔2026〕60号',
    },
  });
});

test('[QUIET-1] every field that is wrong is named', () => {
  const twice = [
    { code: 'a', text: '甲' },
    { code: 'a', text: '乙' },
  ];
  const wrong: [Partial<QuietDraft>, string[]][] = [
    [{ name: ' ', document: '' }, ['name', 'document']],
    [{ monthFrom: '26' }, ['days']],
    [{ monthTo: '32' }, ['days']],
    [{ kind: 'span' }, ['days']],
    [{ kind: 'span', spanFrom: '2027-06-10', spanTo: '2027-06-05' }, ['days']],
    [{ until: '2026-11-30' }, ['from']],
    [{ from: '' }, ['from']],
    [{ exemptions: twice }, ['exemptions']],
    [{ exemptions: [{ code: '投诉', text: '甲' }] }, ['exemptions']],
    [{ name: '', exemptions: twice }, ['name', 'exemptions']],
  ];
  for (const [changes, error] of wrong) expect(toTerms(draft(changes))).toEqual({ ok: false, error });
});

test('[QUIET-1] an arrangement is planned the day before, in force on its days, ended the day after', () => {
  const monthly = { from: TODAY, until: '2026-12-31', days: { kind: 'monthly', from: 1, to: 25 } } as const;
  expect(['2026-11-30', TODAY, '2026-12-31', '2027-01-01'].map((day) => quietStateOn(monthly, day))).toEqual([
    'planned',
    'in-force',
    'in-force',
    'ended',
  ]);
  const span = { from: TODAY, until: null, days: { kind: 'span', from: '2026-12-05', to: '2026-12-06' } } as const;
  expect(['2026-12-06', '2026-12-07'].map((day) => quietStateOn(span, day))).toEqual(['in-force', 'ended']);
  expect(['2026-11-30', TODAY, '2026-12-31', '2027-01-01', ''].map((day) => mayEndOn(monthly, day))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
});

test('a further exemption gets a code that is free', () => {
  expect(nextCode([{ code: 'ground-2', text: '' }])).toBe('ground-3');
  expect(nextCode([])).toBe('ground-1');
});
