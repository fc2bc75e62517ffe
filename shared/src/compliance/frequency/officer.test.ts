import { expect, test } from 'vitest';
import { anApplication, anOfficer, aVisit, NOW, someFacts } from '../../../test/builders.ts';
import { DAY, HOUR } from '../../kernel/instant.ts';
import type { Visit } from '../facts.ts';
import { officerChanged } from './officer.ts';

const FROM = anApplication().window.from;
const [wang, zhuoma] = [anOfficer(1), anOfficer(2)];
const ended = (before: number, changes: Partial<Visit> = {}): Visit => {
  const endedAt = FROM - before;
  return aVisit({ window: { from: endedAt - HOUR, to: endedAt }, endedAt, officers: [wang.id], ...changes });
};
const found = (...visits: Visit[]) => officerChanged(anApplication(), someFacts({ visits }));
const named = (...visits: Visit[]) => found(...visits).map(({ evidence }) => evidence.officer);

test.each<[string, Visit[], string[]]>([
  ['one before', [ended(DAY)], []],
  ['two before without a problem', [ended(DAY), ended(30 * DAY)], [wang.name]],
  ['the older one a year ago to the hour', [ended(DAY), ended(365 * DAY)], [wang.name]],
  ['the older one more than a year ago', [ended(DAY), ended(365 * DAY + 1)], []],
  ['a problem at the last visit', [ended(DAY, { outcome: 'guidance' }), ended(30 * DAY), ended(60 * DAY)], []],
  [
    'a problem before the last two',
    [ended(DAY), ended(30 * DAY), ended(60 * DAY, { outcome: 'guidance' })],
    [wang.name],
  ],
  [
    'another officer in between',
    [ended(DAY), ended(10 * DAY, { officers: [zhuoma.id] }), ended(30 * DAY)],
    [wang.name],
  ],
  ['one not finished yet', [ended(DAY), ended(2 * DAY, { endedAt: null, outcome: null, state: 'issued' })], []],
  ['one joint inspection in two tasks', [ended(DAY, { joint: 'J' }), ended(DAY, { joint: 'J' })], []],
  ['one that ends after this begins', [ended(DAY), ended(-HOUR)], []],
])('[FREQ-5] %s', (_, visits, expected) => {
  expect(named(...visits)).toEqual(expected);
});

test('[FREQ-5] each officer is looked at; a written reason answers', () => {
  const visits = [ended(DAY, { officers: [wang.id, zhuoma.id] }), ended(30 * DAY, { officers: [wang.id, zhuoma.id] })];
  expect(named(...visits)).toEqual([wang.name, zhuoma.name]);
  expect(found(...visits)[0]).toMatchObject({
    severity: 'reason',
    evidence: { nth: 3, days: [FROM - 30 * DAY, FROM - DAY] },
    cures: [{ kind: 'remove-officer', officer: wang.id }, { kind: 'give-reason' }],
  });
  const reasons = { 'FREQ-5': '本县持有该项证件的只有这两名执法人员。' };
  expect(officerChanged(anApplication({ reasons }), someFacts({ visits }))).toEqual([]);
  expect(NOW).toBeLessThan(FROM);
});
