import * as v from 'valibot';
import { expect, test } from 'vitest';
import { anAgency, anApplication, anEntrustment, aVisit, NOW, someFacts } from '../../test/builders.ts';
import { DAY, HOUR } from '../kernel/instant.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import type { Visit } from './facts.ts';
import { nthThisYear, underCap } from './frequency.ts';

const nth = (...visits: readonly Partial<Visit>[]) =>
  nthThisYear(anApplication(), someFacts({ visits: visits.map(aVisit) }));

test('[NOT-1] the n-th inspection of the year: whatever its type and matter, the exempt ones too', () => {
  expect(nth()).toBe(1);
  expect(nth({}, { type: 'case', source: 'complaint' }, { matters: [], state: 'issued' })).toBe(4);
});

test('[NOT-1] the count leaves out other agencies, last year, and withdrawn or rejected inspections', () => {
  const lastYear = { from: NOW - 365 * DAY, to: NOW - 365 * DAY + HOUR };
  const other = v.parse(agencyIdSchema, '620623-YJGL');
  expect(nth({ agency: other }, { window: lastYear }, { state: 'withdrawn' }, { state: 'rejected' })).toBe(1);
});

test('[NOT-1] an entrusted organisation counts with the agency in whose name it inspects', () => {
  const principal = v.parse(agencyIdSchema, '620623-NYNC');
  const agency = anAgency({ kind: 'entrusted', entrustment: anEntrustment({ agency: principal }) });
  const visits = [aVisit({ principal }), aVisit({ agency: principal }), aVisit()];
  expect(nthThisYear(anApplication(), someFacts({ agency, visits }))).toBe(3);
});

test('[NOT-1] a special inspection deployed from above is not counted', () => {
  expect(nth({ type: 'special', source: 'deployed' }, { type: 'special', source: 'annual-plan' })).toBe(2);
});

test('[SHOW-1] an inspection that was refused counts neither as the n-th nor towards a cap', () => {
  const refused = aVisit({ state: 'refused' });
  expect(nth({ state: 'refused' })).toBe(1);
  expect(underCap(anApplication(), someFacts({ visits: [refused, refused] }))).toEqual([]);
});
