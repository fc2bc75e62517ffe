/** QUAL-1 to QUAL-3 over the whole window, by day: before, on and after. */
import { expect, test } from 'vitest';
import { anAgency, anApplication, anEntrustment, anOfficer, NOW, someFacts } from '../../test/builders.ts';
import { DAY, type Day, dayOf, startOfDay } from '../kernel/instant.ts';
import type { Agency } from '../registry/agency.ts';
import { assess } from './assess.ts';
import type { Facts } from './facts.ts';

/** A window of three days: 2026-12-01, 02 and 03. */
const FROM = startOfDay('2026-12-01');
const window = { from: FROM, to: FROM + 3 * DAY };
const [DAY_BEFORE, FIRST, SECOND, LAST, DAY_AFTER] = [-1, 0, 1, 2, 3].map((n) => dayOf(FROM + n * DAY)) as [
  Day,
  Day,
  Day,
  Day,
  Day,
];

const codes = (facts: Partial<Facts>, application = anApplication({ window })) =>
  assess(application, someFacts(facts), FROM - DAY).findings.map(({ code }) => code);

const confirmed = (day: Day): Partial<Agency> => ({ confirmation: { document: '1号', body: '市人民政府', day } });

test.each<[string, Partial<Agency>, string[]]>([
  ['not confirmed', { confirmation: null }, ['agency-not-confirmed']],
  ['confirmed the day before', confirmed(DAY_BEFORE), []],
  ['confirmed on the first day', confirmed(FIRST), []],
  ['confirmed on the second day', confirmed(SECOND), ['agency-not-confirmed']],
  ['active from the day before', { activeFrom: DAY_BEFORE }, []],
  ['active from the first day', { activeFrom: FIRST }, []],
  ['active from the second day', { activeFrom: SECOND }, ['agency-inactive']],
  ['active until the day before', { activeUntil: DAY_BEFORE }, ['agency-inactive']],
  ['active until the first day', { activeUntil: FIRST }, ['agency-inactive']],
  ['active until the day before the last', { activeUntil: SECOND }, ['agency-inactive']],
  ['active until the last day', { activeUntil: LAST }, []],
  ['active until the day after', { activeUntil: DAY_AFTER }, []],
])('[QUAL-1] an agency that is %s', (_, agency, expected) => {
  expect(codes({ agency: anAgency(agency) })).toEqual(expected);
});

test.each<[string, Parameters<typeof anEntrustment>[0] | null, string[]]>([
  ['without a document', null, ['entrustment-missing']],
  ['with a valid one', {}, []],
  ['valid from the first day', { validFrom: FIRST }, []],
  ['valid from the second day', { validFrom: SECOND }, ['entrustment-not-valid']],
  ['valid until the day before the last', { validTo: SECOND }, ['entrustment-not-valid']],
  ['valid until the last day', { validTo: LAST }, []],
  ['not filed with the judicial department', { filedWithJudicial: null }, ['entrustment-not-filed-judicial']],
  ['filed with it on the first day', { filedWithJudicial: FIRST }, []],
  ['filed with it on the second day', { filedWithJudicial: SECOND }, ['entrustment-not-filed-judicial']],
  ['not filed with the superior', { filedWithSuperior: null }, ['entrustment-not-filed-superior']],
  ['filed with the superior on the second day', { filedWithSuperior: SECOND }, ['entrustment-not-filed-superior']],
  ['not published', { published: null }, ['entrustment-not-published']],
  ['published on the first day', { published: FIRST }, []],
  ['published on the second day', { published: SECOND }, ['entrustment-not-published']],
])('[QUAL-2] an entrusted organisation %s', (_, entrustment, expected) => {
  const agency = anAgency({ kind: 'entrusted', entrustment: entrustment && anEntrustment(entrustment) });
  expect(codes({ agency })).toEqual(expected);
});

test.each<[string, Day | null, string[]]>([
  ['does not leave', null, []],
  ['leaves the day after', DAY_AFTER, []],
  ['leaves on the last day', LAST, ['too-few-officers']],
  ['leaves before', DAY_BEFORE, ['too-few-officers']],
])('[QUAL-3] an officer who %s', (_, leftOn, expected) => {
  expect(codes({ officers: [anOfficer(1), anOfficer(2, { leftOn })] })).toEqual(expected);
});

test('[QUAL-3] one person twice is one officer; a third without a valid certificate is pointed out and blocks nothing', () => {
  expect(codes({ officers: [anOfficer(1), anOfficer(1)] })).toContain('too-few-officers');
  const officers = [anOfficer(1), anOfficer(2), anOfficer(3, { suspended: true })];
  const application = anApplication({ officers: officers.map(({ id }) => id) });
  expect(assess(application, someFacts({ officers }), NOW)).toMatchObject({
    mayProceed: true,
    findings: [{ code: 'officer-not-valid', severity: 'notice', evidence: { officer: '执法员3' } }],
  });
});
