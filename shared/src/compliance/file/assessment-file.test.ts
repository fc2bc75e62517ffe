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
