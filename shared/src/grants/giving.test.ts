import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aMatter, anAgency, anOfficer, matterId, NOW } from '../../test/builders.ts';
import { someTerms } from '../../test/grants.ts';
import { authorise } from '../access/authorise.ts';
import { ROLES, standingPost } from '../access/post.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { DAY, startOfDay } from '../kernel/instant.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import type { Officer } from '../registry/officer.ts';
import { assessGrant, type GrantFacts } from './giving.ts';
import { type GrantTerms, stateOfGrant } from './grant-terms.ts';

const facts: GrantFacts = {
  agency: anAgency(),
  officers: [anOfficer(1), anOfficer(2)],
  matters: [aMatter('M901'), aMatter('M902', { agencyCode: 'YJGL' })],
  policy: DEFAULT_POLICY,
  device: { officer: anOfficer(1) },
  givers: [],
};
const otherAgency = v.parse(agencyIdSchema, '620623-YJGL');

const codes = (terms: Partial<GrantTerms>, changes: Partial<GrantFacts> = {}, now = NOW) =>
  assessGrant(someTerms(terms), { ...facts, ...changes }, now).map(({ code }) => code);

const until = (days: number) => ({ window: { from: NOW, to: NOW + days * DAY } });
const expiring = anOfficer(2, {
  certificate: { number: '62062300002', validFrom: '2024-01-01', validTo: '2026-11-30' },
});

test('a grant that keeps to every rule', () => {
  expect(codes({})).toEqual([]);
  expect(codes({ matters: [matterId('M901')], region: '620623100' })).toEqual([]);
});

test('[GRANT-1] only the head of the agency gives one', () => {
  const place = { agency: { id: anAgency().id, name: '' }, region: '620623' };
  const actor = { account: 'a', name: 'a', officer: null, demo: true, ...place };
  const may = ROLES.filter((role) =>
    authorise({ ...actor, posts: [standingPost(role, place)] }, 'grant.give', NOW, { agency: anAgency().id }),
  );
  expect(may).toEqual(['approver']);
});

test('[GRANT-1] and not to himself, nor a deputy to the head in whose name he acts', () => {
  expect(codes({}, { givers: [anOfficer(1).id] })).toEqual(['own-device']);
  expect(codes({}, { givers: [anOfficer(2).id] })).toEqual([]);
  expect(codes({}, { givers: [anOfficer(2).id, anOfficer(1).id] })).toEqual(['own-device']);
});

test.each<[string, Partial<GrantTerms>, Partial<GrantFacts>, string[]]>([
  ['that nobody enrolled', {}, { device: undefined }, ['device-not-enrolled']],
  ['of another agency', {}, { device: { officer: anOfficer(9, { agency: otherAgency }) } }, ['device-of-other-agency']],
  ['whose holder is not named', {}, { device: { officer: anOfficer(3) } }, ['holder-not-named']],
])('[GRANT-2] a device %s', (_, terms, change, expected) => {
  expect(codes(terms, change)).toEqual(expected);
});

test('[GRANT-2] everybody named holds a certificate to the end of the grant', () => {
  const three = { officers: [anOfficer(1), anOfficer(3), expiring] };
  expect(codes(until(6), three)).toEqual([]);
  expect(codes(until(7), three)).toEqual(['officer-not-qualified']);
});

test.each<[string, Partial<Officer>, string[]]>([
  ['who is suspended', { suspended: true }, ['officer-not-qualified', 'too-few-officers']],
  ['who leaves on its last day', { leftOn: '2026-11-29' }, ['officer-not-qualified', 'too-few-officers']],
  ['who leaves the day after', { leftOn: '2026-11-30' }, []],
  ['who has left', { leftOn: '2026-11-01' }, ['officer-not-qualified', 'too-few-officers']],
])('[GRANT-2] nobody is named %s', (_, changes, expected) => {
  const officers = [anOfficer(1), anOfficer(2, changes)];
  const window = { from: NOW, to: startOfDay('2026-11-30') - 1000 };
  expect(codes({ window }, { officers })).toEqual(expected);
});

test.each<[string, Partial<GrantTerms>, string[]]>([
  ['the county', { region: '620623' }, []],
  ['the prefecture above it', { region: '6206' }, ['region-too-wide']],
  ['the next county', { region: '620602' }, ['region-too-wide']],
  ['fifty codes', { maxCodes: 50 }, []],
  ['fifty-one', { maxCodes: 51 }, ['too-many-codes']],
  ['thirty days', until(30), []],
  ['a second more', { window: { from: NOW, to: NOW + 30 * DAY + 1000 } }, ['too-long']],
  ['no reason', { reason: ' ' }, ['no-reason']],
  ['a time that has passed', { window: { from: NOW - 2 * DAY, to: NOW } }, ['window-past']],
])('[GRANT-3] %s', (_, terms, expected) => {
  expect(codes(terms)).toEqual(expected);
});

test('the rules look at officers, matters and period of a grant as in any application', () => {
  expect(codes({ officers: [anOfficer(1).id] }, { officers: [anOfficer(1)] })).toEqual(['too-few-officers']);
  expect(codes({}, { officers: [anOfficer(1), anOfficer(2), anOfficer(3, { agency: otherAgency })] })).toEqual([
    'officer-of-other-agency',
  ]);
  expect(codes({ matters: [matterId('M902')] })).toEqual(['matter-of-other-agency']);
  expect(codes({}, { agency: anAgency({ activeUntil: '2026-11-23' }) })).toEqual(['agency-inactive']);
});

test('it runs from its first moment until its last, unless a person ended it', () => {
  const { window } = someTerms();
  const at = (now: number) => stateOfGrant({ window, ended: null }, now);
  expect([at(window.from - 1), at(window.from), at(window.to - 1), at(window.to)]).toEqual([
    'coming',
    'running',
    'running',
    'over',
  ]);
  const ended = { at: NOW, by: 'head', name: '局长', reason: '人员调整' };
  expect(stateOfGrant({ window, ended }, NOW - 1)).toBe('ended');
});
