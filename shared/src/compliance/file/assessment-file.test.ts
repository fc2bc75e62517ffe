import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../defaults/policy.ts';
import { NOTICES } from '../../defaults/working-years.ts';
import { assessFile } from './assessment-file.ts';

const DEFAULTS = { policy: DEFAULT_POLICY, calendar: NOTICES };
const example = JSON.parse(readFileSync(new URL('../../../../docs/examples/assess.json', import.meta.url), 'utf8'));
const codes = (content: unknown) => {
  const judged = assessFile(content, DEFAULTS);
  return judged.ok ? judged.value.map(({ findings }) => findings.map(({ code }) => code)) : judged.error;
};

test('[QUAL-4] [FREQ-3] the cases of the documentation are assessed, a joint inspection too', () => {
  expect(codes(example)).toEqual([
    ['cap-reached'],
    ['too-few-officers', 'notice-too-short', 'quiet-period'],
    ['cap-reached'],
  ]);
  const judged = assessFile(example[2], DEFAULTS);
  expect(judged).toMatchObject({ value: [{ findings: [{ evidence: { partner: '天祝县应急管理局' } }] }] });
});

test('one case; a moment with a zone or in milliseconds is the same; what is left out is in order', () => {
  const [{ visits: _, ...first }] = [example[0]];
  const plain = { ...first, facts: { ...first.facts, visits: [] } };
  expect(codes(plain)).toEqual([[]]);
  const window = { from: '2026-12-01T02:00:00Z', to: Date.UTC(2026, 11, 1, 4) };
  expect(codes({ ...plain, application: { ...plain.application, window } })).toEqual([[]]);
  const byGrade = { ...example[0], facts: { ...example[0].facts, matters: [{ id: 'M901', cap: { A: 1, B: 3 } }] } };
  expect(codes(byGrade)).toEqual([[]]);
});

test('a way without entering is judged as such too', () => {
  const { application, ...rest } = example[0];
  const judged = assessFile({ ...rest, application: { ...application, offSite: 'remote' } }, DEFAULTS);
  expect(judged).toMatchObject({ ok: true, value: [{ mayProceed: false, nth: 3, offSite: { mayProceed: true } }] });
});

test('a malformed case is named by its position and field, and nothing is assessed', () => {
  const window = { from: '2026-12-01 12:00', to: '2026-12-01 10:00' };
  const bad = { ...example[0], now: 'tomorrow', application: { ...example[0].application, window } };
  expect(codes([example[0], bad])).toMatchObject([
    { index: 1, path: 'now' },
    { index: 1, path: 'application.window', message: 'window-reversed' },
  ]);
});

const plain = { ...example[0], facts: { ...example[0].facts, visits: [] } };
const withApplication = (changes: object) => ({ ...plain, application: { ...plain.application, ...changes } });
const withFacts = (changes: object) => ({ ...plain, facts: { ...plain.facts, ...changes } });

test.each<[string, object, string]>([
  [
    'a day that no calendar has',
    withFacts({ agency: { id: '620623-SCJG', activeUntil: '2027-02-29' } }),
    'facts.agency.activeUntil',
  ],
  [
    'a window on 30 February',
    withApplication({ window: { from: '2027-02-30 10:00', to: '2027-03-01 10:00' } }),
    'application.window.from',
  ],
  ['a moment without such an hour', { ...plain, now: '2026-11-24 25:00' }, 'now'],
  ['a moment in the writing of a machine', { ...plain, now: '2026/11/24 09:00' }, 'now'],
  [
    'an enterprise other than that of the facts',
    withApplication({ enterprise: 'X00000000002' }),
    'application.enterprise',
  ],
  ['a negative cap', withFacts({ matters: [{ id: 'M901', cap: -1 }] }), 'facts.matters.0.cap'],
  ['a grade with a cap of 9999', withFacts({ matters: [{ id: 'M901', cap: { A: 9999 } }] }), 'facts.matters.0.cap'],
  ['an agency of no region', withFacts({ agency: { id: '62062-SCJG' } }), 'facts.agency'],
  [
    'a visit in no state',
    withFacts({ visits: [{ ...example[0].facts.visits[0], state: 'done' }] }),
    'facts.visits.0.state',
  ],
  [
    'a whitelist that ends before it begins',
    withFacts({ whitelist: [{ from: '2026-12-31', until: '2026-01-01', condition: '一', document: '一' }] }),
    'facts.whitelist.0',
  ],
  [
    'quiet days from the 25th to the 1st',
    withFacts({ quietPeriods: [{ ...example[1].facts.quietPeriods[0], days: { kind: 'monthly', from: 25, to: 1 } }] }),
    'facts.quietPeriods.0',
  ],
])('%s is malformed, with a sentence in both languages', (_, content, path) => {
  expect(codes(content)).toMatchObject([
    { index: 0, path, reason: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/) } },
  ]);
});

test('[QUAL-3] [QUAL-4] officers whom the application does not name do not count, and one it names in vain is found', () => {
  expect(codes(withApplication({ officers: ['O0001'] }))).toEqual([['too-few-officers']]);
  expect(codes(withApplication({ officers: ['O0001', 'O0001'] }))).toEqual([['too-few-officers']]);
  expect(codes(withApplication({ officers: ['O0001', 'O0002', 'O9999'] }))).toEqual([['officer-unknown']]);
});

test('[FREQ-5] a visit that is refused or still to come found no problem: it has neither an end nor an outcome', () => {
  const visit = { ...example[0].facts.visits[0], matters: [], officers: ['O0001'] };
  const windows = ['2026-03-03', '2026-06-08'].map((day) => ({ from: `${day} 10:00`, to: `${day} 12:00` }));
  const visitsIn = (state: string) => windows.map((window) => ({ ...visit, window, state }));
  expect(codes(withFacts({ visits: visitsIn('recorded') }))).toEqual([['same-officer-again']]);
  for (const state of ['refused', 'withdrawn', 'issued'])
    expect(codes(withFacts({ visits: visitsIn(state) }))).toEqual([[]]);
});

test('[GRADE-1] a grade without its changes holds from the beginning of the year of the window', () => {
  expect(codes(withFacts({ enterprise: { ...plain.facts.enterprise, grade: 'A' } }))).toEqual([['grade-free']]);
});

test('null, no surprise and nobody to join say as much as a field that is left out; a misspelt field is named', () => {
  const nothing = { surprise: false, partners: [], assistance: null, late: null, quietExemption: null, premises: null };
  const judged = assessFile(withApplication({ ...nothing, quietExemptoin: 'complaint' }), DEFAULTS);
  expect(judged).toMatchObject({ value: [{ findings: [], ignored: ['application.quietExemptoin'] }] });
  expect(assessFile(plain, DEFAULTS)).not.toMatchObject({ value: [{ ignored: expect.anything() }] });
});
