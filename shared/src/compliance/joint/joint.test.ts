/** Joint inspections: QUAL-4, and the rules that hold for each agency that takes part. */
import { describe, expect, test } from 'vitest';
import {
  aJointTask,
  aMatter,
  anAgency,
  anApplication,
  anOfficer,
  aRecord,
  aVisit,
  NOW,
  PARTNER,
  someFacts,
} from '../../../test/builders.ts';
import { DAY, HOUR } from '../../kernel/instant.ts';
import { flatCap, limitOf, NO_CAP } from '../../matters/cap.ts';
import type { Agency } from '../../registry/agency.ts';
import type { Application, Task } from '../../tasks/task.ts';
import { applicationOf } from '../../tasks/versions.ts';
import { assess } from '../assess.ts';
import { type Facts, visitsSeenBy, withoutTask } from '../facts.ts';
import { countOnce } from '../frequency/counting.ts';
import { withinPace } from '../frequency/pace.ts';
import { nthThisYear } from '../frequency.ts';
import { findingsOfPart } from './parts.ts';
import { visitsOfTask } from './visits-of-task.ts';

const THIRD = anAgency({ id: '620623-NYNC' as Agency['id'], name: '天祝藏族自治县农业农村局', line: 'NYNC' });
const ours = anApplication({
  matters: [aMatter('M901').id, aMatter('M902').id],
  officers: [1, 2, 3].map((n) => anOfficer(n).id),
  partners: [PARTNER.id],
});
const OFFICERS = [anOfficer(1), anOfficer(2), anOfficer(3, { agency: PARTNER.id })];
const jointFacts = (changes: Partial<Facts> = {}): Facts =>
  someFacts({
    partners: [PARTNER],
    officers: OFFICERS,
    matters: [aMatter('M901'), aMatter('M902', { agencyCode: 'YJGL' })],
    ...changes,
  });
const judged = (application: Partial<Application> = {}, facts: Partial<Facts> = {}) =>
  assess({ ...ours, ...application }, jointFacts(facts), NOW);
const codes = (application: Partial<Application> = {}, facts: Partial<Facts> = {}) =>
  judged(application, facts).findings.map(({ code }) => code);

test('[QUAL-4] a joint inspection in which each agency carries its matters and sends its officers fits every rule', () => {
  expect(judged()).toMatchObject({ findings: [], mayProceed: true });
});

describe('who takes part', () => {
  test.each<[string, Partial<Application>, Partial<Facts>, string[]]>([
    [
      'an officer of an agency that takes no part',
      {},
      { officers: [...OFFICERS, anOfficer(4, { agency: THIRD.id })] },
      ['officer-of-other-agency'],
    ],
    [
      'a partner without an officer',
      { officers: OFFICERS.slice(0, 2).map(({ id }) => id) },
      { officers: OFFICERS.slice(0, 2) },
      ['agency-without-officer'],
    ],
    ['an officer whom the register does not know', {}, { officers: OFFICERS.slice(1) }, ['officer-unknown']],
    [
      'a lead agency without an officer',
      {},
      { officers: OFFICERS.map((one) => ({ ...one, agency: PARTNER.id })) },
      ['agency-without-officer'],
    ],
    ['a partner without a matter', { matters: [aMatter('M901').id] }, {}, ['agency-without-matter']],
    ['a lead agency without a matter', { matters: [aMatter('M902').id] }, {}, ['agency-without-matter']],
    [
      'a partner whose one matter the list gives to the province alone',
      {},
      { matters: [aMatter('M901'), aMatter('M902', { agencyCode: 'YJGL', levels: ['province'] })] },
      ['agency-without-matter', 'matter-of-other-agency'],
    ],
    [
      'a partner of the same line of work and level, with the one matter of both',
      { matters: [aMatter('M901').id] },
      { partners: [{ ...PARTNER, line: 'SCJG' }] },
      [],
    ],
    ['no matter at all', { matters: [] }, {}, ['no-matter']],
    ['a partner that the register does not know', { partners: [PARTNER.id, THIRD.id] }, {}, ['partner-unknown']],
    [
      'no partner: an officer and a matter of another agency',
      { partners: undefined as never },
      { partners: [] },
      ['officer-of-other-agency', 'matter-of-other-agency'],
    ],
  ])('[QUAL-4] %s', (_, application, facts, expected) => {
    expect(codes(application, facts)).toEqual(expected);
  });

  test('[QUAL-4] an agency without a matter is named, and a partner can be left out', () => {
    const [partner] = judged({ matters: [aMatter('M901').id] }).findings;
    expect(partner).toMatchObject({
      severity: 'block',
      evidence: { agency: PARTNER.name },
      cures: [{ kind: 'remove-partner', agency: PARTNER.id }],
    });
    const [lead] = judged({ matters: [aMatter('M902').id] }).findings;
    expect(lead).toMatchObject({ evidence: { agency: anAgency().name }, cures: [] });
  });

  test('[QUAL-3] two officers of two agencies are enough; one of them whose certificate ended is not', () => {
    const named = { officers: [anOfficer(1).id, anOfficer(3).id] };
    expect(codes(named, { officers: [anOfficer(1), anOfficer(3, { agency: PARTNER.id })] })).toEqual([]);
    const expired = anOfficer(3, {
      agency: PARTNER.id,
      certificate: { number: '62062300003', validFrom: '2024-01-01', validTo: '2026-11-23' },
    });
    expect(codes(named, { officers: [anOfficer(1), expired] })).toEqual(['too-few-officers']);
  });

  test.each<[string, Partial<Agency>, string]>([
    ['QUAL-1', { confirmation: null }, 'agency-not-confirmed'],
    ['QUAL-2', { kind: 'entrusted', entrustment: null }, 'entrustment-missing'],
    ['JUR-1', { region: '620602' }, 'outside-region'],
  ])('[%s] holds for the partner, which the finding names and a cure leaves out', (_, changes, code) => {
    const partner = { ...PARTNER, ...changes };
    expect(judged({}, { partners: [partner] }).findings).toMatchObject([
      { code, evidence: { partner: partner.name }, cures: [{ kind: 'remove-partner', agency: partner.id }] },
    ]);
  });

  test('[MAT-1] a matter of a line of work in which no agency of the inspection works', () => {
    const third = aMatter('M903', { agencyCode: 'NYNC' });
    const matters = [...jointFacts().matters, third];
    expect(codes({ matters: [...ours.matters, third.id] }, { matters })).toEqual(['matter-of-other-agency']);
  });
});

describe('each agency’s own limit', () => {
  const limit = { cap: flatCap(1) };
  const matters = [aMatter('M901', limit), aMatter('M902', { ...limit, agencyCode: 'YJGL' })];
  const alone = (agency: Agency, matter: string) =>
    aVisit({ agency: agency.id, agencyName: agency.name, matters: [aMatter(matter).id], task: null });

  test.each([
    ['nobody was there', [], []],
    ['the lead agency was', [alone(anAgency(), 'M901')], [undefined]],
    ['the partner was', [alone(PARTNER, 'M902')], [PARTNER.name]],
    ['both were', [alone(anAgency(), 'M901'), alone(PARTNER, 'M902')], [undefined, PARTNER.name]],
    ['the partner was, over the matter of the lead agency', [alone(PARTNER, 'M901')], []],
  ])('[FREQ-1] [FREQ-3] %s', (_, visits, expected) => {
    const found = judged({}, { matters, visits }).findings;
    expect(found.map(({ code, evidence }) => [code, evidence.partner])).toEqual(
      expected.map((partner) => ['cap-reached', partner]),
    );
  });
});

describe('one visit', () => {
  const window = { from: NOW - 3 * DAY, to: NOW - 3 * DAY + HOUR };
  const agreed = { at: NOW, by: 'x', name: '王海', stand: 'agree', text: '', version: 0 } as const;
  const partners = aJointTask().partners?.map((one) => ({ ...one, answers: [agreed] })) ?? [];
  const recorded = {
    ...aJointTask({ window, partners }),
    state: 'recorded',
    record: aRecord({ startedAt: window.from, endedAt: window.to }),
  } as unknown as Task;
  const visits = visitsOfTask(recorded);

  test('[FREQ-3] a joint task is a visit of each agency over its matters and officers, and counts once', () => {
    expect(visits.map(({ agency, matters, officers }) => [agency, matters, officers])).toEqual([
      [anAgency().id, ['M901'], [anOfficer(1).id, anOfficer(2).id]],
      [PARTNER.id, ['M902'], [anOfficer(3).id]],
    ]);
    expect(countOnce(visits)).toHaveLength(1);
    for (const agency of [anAgency(), PARTNER]) expect(nthThisYear(ours, { visits, agency })).toBe(2);
  });

  test('[FREQ-3] a partner that has not agreed takes no part yet', () => {
    expect(visitsOfTask(aJointTask())).toMatchObject([{ joint: null, matters: ['M901', 'M902'] }]);
  });

  test('[FREQ-4] [FREQ-3] for the pace of the enterprise it is one of all agencies’ inspections', () => {
    const policy = { ...someFacts().policy, visitsPerWeek: 2, visitsPerMonth: 2, visitsPerDay: 2 };
    expect(withinPace(anApplication(), someFacts({ visits, policy }))).toEqual([]);
    const strict = { ...policy, visitsPerMonth: 1 };
    expect(withinPace(anApplication(), someFacts({ visits, policy: strict }))).toHaveLength(1);
  });

  test.each([
    ['both agencies', 'all', 2, []],
    ['all agencies of the level, once', 'level', 2, []],
    ['all agencies of the level, none left', 'level', 1, ['cap-reached']],
  ] as const)('[FREQ-1] [FREQ-3] a limit over %s', (_, agencies, perYear, expected) => {
    const limit = limitOf({ by: 'flat', perYear }, { matters: 'all', ...(agencies === 'level' && { agencies }) });
    const matters = [aMatter('M901', { cap: { ...NO_CAP, limits: [limit] } })];
    expect(
      assess(anApplication(), someFacts({ visits, matters }), NOW)
        .findings.filter(({ rule }) => rule === 'FREQ-1')
        .map(({ code }) => code),
    ).toEqual(expected);
  });

  test('[DUP-1] nothing is found of an agency that takes part, by either of them, and once by a third', () => {
    const dup1 = (agency: Agency, more: Partial<Facts> = {}) =>
      assess(anApplication(), someFacts({ agency, visits, ...more }), NOW).findings.filter(
        ({ rule }) => rule === 'DUP-1',
      );
    expect(dup1(anAgency())).toEqual([]);
    expect(dup1(PARTNER)).toEqual([]);
    expect(dup1(THIRD)).toHaveLength(1);
    const own = [aVisit({ agency: PARTNER.id, state: 'issued', window: { from: NOW + DAY, to: NOW + 2 * DAY } })];
    expect(dup1(anAgency(), { visits: own })).toMatchObject([{ cures: [{ kind: 'join', agency: PARTNER.id }, {}] }]);
    expect(dup1(anAgency(), { visits: own, partners: [PARTNER] })).toEqual([]);
  });

  test('an agency sees the task of a joint inspection in which it takes part; nobody sees its id as a name', () => {
    const seenBy = (agency: Agency) => visitsSeenBy(agency.id, visits).map(({ task, joint }) => [task, joint]);
    expect(seenBy(PARTNER)).toEqual([
      [recorded.id, 'J1'],
      [recorded.id, 'J1'],
    ]);
    expect(seenBy(THIRD)).toEqual([
      [null, 'J1'],
      [null, 'J1'],
    ]);
  });

  test('a joint application does not stand in its own way', () => {
    const task = aJointTask({ partners });
    const facts = jointFacts({ visits: visitsSeenBy(anAgency().id, visitsOfTask(task)) });
    expect(withoutTask(facts, task.id).visits).toEqual([]);
    expect(applicationOf(task).partners).toEqual([PARTNER.id]);
  });
});

describe('the part of a partner, when its head agrees', () => {
  const own = (changes: object) =>
    aVisit({ agency: PARTNER.id, agencyName: PARTNER.name, matters: [aMatter('M902').id], ...changes });
  const found = (facts: Partial<Facts>, application: Partial<Application> = {}) =>
    findingsOfPart({ ...ours, ...application }, jointFacts(facts), PARTNER, NOW).map(({ code }) => code);

  test('[QUAL-4] nothing keeps it from agreeing', () => {
    expect(found({})).toEqual([]);
  });

  test('[DUP-2] an inspection of its own at that time does, and only a notice tells the lead agency', () => {
    const visits = [own({ state: 'issued', window: ours.window })];
    expect(found({ visits })).toEqual(['same-agency-overlap']);
    expect(judged({}, { visits })).toMatchObject({
      mayProceed: true,
      findings: [{ code: 'partner-overlap', severity: 'notice' }],
    });
  });

  test('[FREQ-5] an officer of its own who found nothing twice does, unless words say why', () => {
    const at = (days: number) => ({ endedAt: NOW - days * DAY, officers: [anOfficer(3).id] });
    const visits = [own(at(100)), own(at(50))];
    const matters = [aMatter('M901'), aMatter('M902', { agencyCode: 'YJGL', cap: NO_CAP })];
    expect(found({ visits, matters })).toEqual(['same-officer-again']);
    expect(found({ visits, matters }, { reasons: { 'FREQ-5': '该企业的设备由其长期负责监督。' } })).toEqual([]);
  });

  test.each([
    ['its qualification', { confirmation: null }, 'agency-not-confirmed'],
    ['its region', { region: '620602' }, 'outside-region'],
  ])('[QUAL-1] [JUR-1] %s is looked at', (_, changes, code) => {
    const partner = { ...PARTNER, ...changes };
    expect(findingsOfPart(ours, jointFacts({ partners: [partner] }), partner, NOW).map((one) => one.code)).toEqual([
      code,
    ]);
  });
});
