import { FINDINGS } from '@liangma/shared/compliance/finding';
import { HOUR } from '@liangma/shared/kernel/instant';
import { expect, test } from 'vitest';
import { anApplication, aVisit, NOW, someFacts } from '../../../../../../shared/test/builders.ts';
import { review } from './review.ts';

const agency = '620623-YJGL' as never;
const near = {
  visits: [aVisit({ agency, agencyName: '县应急管理局', state: 'issued', window: { from: NOW, to: NOW + HOUR } })],
};

const RULES = new Set(Object.values(FINDINGS).map(({ rule }) => rule)).size;

test('a sound application passes every rule', () => {
  const { findings, blocking, owed, mayProceed, passed } = review(anApplication(), someFacts(), NOW);
  expect({ findings, blocking, owed, mayProceed, rules: passed.length }).toEqual({
    findings: [],
    blocking: 0,
    owed: 0,
    mayProceed: true,
    rules: RULES,
  });
});

test('[DUP-1] a missing reason blocks the submission', () => {
  const result = review(anApplication(), someFacts(near), NOW);
  expect(result.findings.map(({ finding, answered }) => [finding.rule, answered])).toEqual([['DUP-1', false]]);
  expect(result).toMatchObject({ owed: 1, mayProceed: false });
});

test('[DUP-1] a finding with its reason stays listed as answered', () => {
  const result = review(
    anApplication({ reasons: { 'DUP-1': '投诉紧急，对方改期前须先核实。' } }),
    someFacts(near),
    NOW,
  );
  expect(result.findings.map(({ finding, answered }) => [finding.rule, answered])).toEqual([['DUP-1', true]]);
  expect(result).toMatchObject({ owed: 0, mayProceed: true });
});
