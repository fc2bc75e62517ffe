import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  agencyId,
  aMatter,
  anAgency,
  anApplication,
  anEnterprise,
  anEntrustment,
  anOfficer,
  aReference,
  aVisit,
  matterId,
  NOW,
  someFacts,
} from '../../test/builders.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { DAY, HOUR, startOfDay } from '../kernel/instant.ts';
import { gradeCap, NO_CAP } from '../matters/cap.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import type { Application } from '../tasks/task.ts';
import { assess } from './assess.ts';
import type { Facts } from './facts.ts';
import { FINDINGS } from './finding.ts';

const codes = (application: Partial<Application>, facts: Partial<Facts> = {}, now = NOW) =>
  assess(anApplication(application), someFacts(facts), now).findings.map((finding) => finding.code);

const otherAgency = v.parse(agencyIdSchema, '620623-YJGL');

test('an application that fits every rule may proceed, and every rule was looked at', () => {
  const result = assess(anApplication(), someFacts(), NOW);
  expect(result).toMatchObject({ findings: [], mayProceed: true });
  expect(new Set(result.passed)).toEqual(new Set(Object.values(FINDINGS).map(({ rule }) => rule)));
});

describe('who may inspect', () => {
  test.each([
    ['ends the day before', '2026-11-23', ['too-few-officers']],
    ['ends on the day', '2026-11-24', []],
    ['ends the day after', '2026-11-25', []],
  ])('[QUAL-3] a certificate that %s', (_, validTo, expected) => {
    const second = anOfficer(2, { certificate: { number: '62062300002', validFrom: '2024-01-01', validTo } });
    expect(codes({}, { officers: [anOfficer(1), second] })).toEqual(expected);
  });

  test('[QUAL-3] one certificate is one officer, under whatever ids', () => {
    const { certificate } = anOfficer(1);
    expect(codes({}, { officers: [anOfficer(1), anOfficer(2, { certificate })] })).toEqual(['too-few-officers']);
    expect(codes({}, { officers: [anOfficer(1), anOfficer(2)] })).toEqual([]);
  });

  test('[QUAL-3] names who does not count and offers the cure; assistants and suspended officers never count', () => {
    const facts = someFacts({ officers: [anOfficer(1), anOfficer(2, { suspended: true })] });
    expect(assess(anApplication({ assistants: 5 }), facts, NOW).findings).toEqual([
      {
        rule: 'QUAL-3',
        code: 'too-few-officers',
        severity: 'block',
        evidence: { valid: 1, needed: 2, invalid: ['执法员2'] },
        cures: [{ kind: 'add-officer' }, { kind: 'remove-officer', officer: 'O0002' }],
      },
    ]);
  });

  test('[QUAL-4] an officer of another agency', () => {
    const officers = [anOfficer(1), anOfficer(2), anOfficer(3, { agency: otherAgency })];
    expect(codes({}, { officers })).toEqual(['officer-of-other-agency']);
  });
});

describe('what, where and why', () => {
  test('[MAT-1] no matter at all, an unknown one, one of another line of work', () => {
    expect(codes({ matters: [] })).toEqual(['no-matter']);
    expect(codes({ matters: [matterId('M999')] })).toEqual(['matter-not-published']);
    expect(codes({}, { matters: [aMatter('M901', { agencyCode: 'YJGL' })] })).toEqual(['matter-of-other-agency']);
  });

  test('[MAT-1] a matter that the list gives to other levels; an entrusted organisation has that of its principal', () => {
    const matters = [aMatter('M901', { levels: ['province', 'prefecture'] })];
    expect(codes({}, { matters })).toEqual(['matter-of-other-agency']);
    expect(codes({}, { matters: [aMatter('M901', { levels: ['county'] })] })).toEqual([]);
    const entrustment = anEntrustment({ agency: agencyId('6206-SCJG') });
    expect(codes({}, { matters, agency: anAgency({ kind: 'entrusted', entrustment }) })).toEqual([]);
  });

  test.each([
    ['ended the day before', { validTo: '2026-11-23' }, ['matter-not-published']],
    ['ends on the day', { validTo: '2026-11-24' }, []],
    ['begins on the day', { validFrom: '2026-11-24' }, []],
    ['begins the day after', { validFrom: '2026-11-25' }, ['matter-not-published']],
  ])('[MAT-1] a matter whose publication %s', (_, changes, expected) => {
    expect(codes({}, { matters: [aMatter('M901', changes)] })).toEqual(expected);
  });

  test('[MAT-1] a matter is published on every day of the window', () => {
    const window = { from: startOfDay('2026-11-24') + 22 * HOUR, to: startOfDay('2026-11-25') + HOUR };
    const ends = { matters: [aMatter('M901', { validTo: '2026-11-24' })] };
    expect(codes({ window }, ends)).toEqual(['matter-not-published']);
    expect(codes({ window: { ...window, to: startOfDay('2026-11-25') } }, ends)).toEqual([]);
  });

  test('[MAT-2] a list that states no basis is reported and blocks nothing', () => {
    const result = assess(anApplication(), someFacts({ matters: [aMatter('M901', { bases: [] })] }), NOW);
    expect(result).toMatchObject({ mayProceed: true, findings: [{ code: 'basis-not-stated', severity: 'alert' }] });
  });

  test('[JUR-1] an enterprise outside the agency’s region needs a letter of assistance', () => {
    const facts = { enterprise: anEnterprise({ region: '620602100' }) };
    expect(codes({}, facts)).toEqual(['outside-region']);
    const letter = { number: '天市监函〔2026〕12号', date: '2026-11-24', authority: '凉州区市场监督管理局' };
    expect(codes({ assistance: letter }, facts)).toEqual([]);
    expect(codes({ assistance: { ...letter, date: '2026-11-25' } }, facts)).toEqual(['assistance-in-future']);
    expect(codes({ assistance: { ...letter, date: '2026-11-25' } })).toEqual([]);
  });

  test('[JUR-1] an entrusted organisation goes no further than the agency in whose name it acts', () => {
    const by = (agency: string) => ({
      agency: anAgency({ kind: 'entrusted', entrustment: anEntrustment({ agency: agencyId(agency) }) }),
    });
    for (const principal of ['620623-NYNC', '6206-NYNC']) expect(codes({}, by(principal))).toEqual([]);
    expect(codes({}, by('620602-NYNC'))).toEqual(['outside-region']);
  });

  test('[JUR-1] assistance is asked for before an inspection that is entered late', () => {
    const facts = { enterprise: anEnterprise({ region: '620602100' }) };
    const late = {
      type: 'case',
      source: 'complaint',
      reference: aReference({ date: '2026-11-20' }),
      late: { ground: 'no-network' },
      reasons: { 'LATE-2': '镇上基站停电，现场两部手机都没有信号。' },
      window: { from: NOW - 3 * DAY, to: NOW - 3 * DAY + HOUR },
    } as const;
    const letter = (date: string) => ({ number: '天市监函〔2026〕12号', date, authority: '凉州区市场监督管理局' });
    expect(codes({ ...late, assistance: letter('2026-11-21') }, facts)).toEqual([]);
    expect(codes({ ...late, assistance: letter('2026-11-22') }, facts)).toEqual(['assistance-afterwards']);
  });

  test.each(['revoked', 'ceased', 'moved-away'] as const)(
    '[JUR-1] an enterprise that is %s is not inspected',
    (state) => {
      expect(codes({}, { enterprise: anEnterprise({ state }) })).toEqual(['enterprise-ended']);
      expect(codes({}, { enterprise: anEnterprise({ state: 'dormant' }) })).toEqual([]);
    },
  );

  test('[OFF-1] the question is answered first; what can be done off site is not done on site', () => {
    const { offSite: _, ...unanswered } = anApplication();
    expect(assess(unanswered, someFacts(), NOW).findings.map(({ code }) => code)).toEqual(['off-site-unanswered']);
    for (const offSite of ['written-check', 'shared-data', 'remote'] as const)
      expect(assess(anApplication({ offSite }), someFacts(), NOW)).toMatchObject({
        mayProceed: false,
        findings: [{ code: 'off-site-possible', severity: 'block', cures: [{ kind: 'do-off-site' }, {}] }],
      });
  });

  test('[OFF-1] one must say why it has to be on site', () => {
    expect(codes({ whyOnSite: '  ' })).toEqual(['why-on-site-missing']);
    expect(codes({ whyOnSite: '工作需要，工作需要。。' })).toEqual(['why-on-site-missing']);
    expect(codes({ whyOnSite: '需查看生产现场卫生状况' })).toEqual([]);
  });

  test('[APR-1] a window that has ended cannot be applied for; one that ends later can', () => {
    const window = { from: NOW - HOUR, to: NOW };
    expect(codes({ window })).toEqual(['window-past']);
    expect(codes({ window }, {}, NOW - 1)).toEqual([]);
  });

  test.each([
    ['five days', 5 * DAY, []],
    ['a millisecond longer', 5 * DAY + 1, ['window-too-long']],
    ['a year', 365 * DAY, ['window-too-long']],
  ])('[APR-3] a window of %s', (_, length, expected) => {
    expect(codes({ window: { from: NOW, to: NOW + length } })).toEqual(expected);
  });

  test.each(['annual-plan', 'deployed', 'complaint'] as const)(
    '[SPEC-1] no special inspection without an approved plan, whatever its source: %s',
    (source) => {
      const result = assess(anApplication({ type: 'special', source, reference: aReference() }), someFacts(), NOW);
      expect(result).toMatchObject({ mayProceed: false, findings: [{ code: 'special-without-plan' }] });
    },
  );
});

describe('how often', () => {
  const used = (n: number, changes = {}) => Array.from({ length: n }, () => aVisit(changes));

  test('[FREQ-1] the third routine check of a year with a cap of two is blocked, with days and cures', () => {
    const result = assess(anApplication(), someFacts({ visits: used(2) }), NOW);
    expect(result.findings).toEqual([
      {
        rule: 'FREQ-1',
        code: 'cap-reached',
        severity: 'block',
        evidence: {
          matter: '事项 M901',
          cap: 2,
          used: 2,
          days: [aVisit().window.from, aVisit().window.from],
        },
        cures: [{ kind: 'next-year', year: 2027 }, { kind: 'as-case' }, { kind: 'remove-matter', matter: 'M901' }],
      },
    ]);
    expect(codes({}, { visits: used(1) })).toEqual([]);
  });

  test('[FREQ-1] only the same agency, matter and calendar year count, and only inspections that took place or may', () => {
    expect(codes({}, { visits: used(2, { agency: otherAgency }) })).toEqual([]);
    expect(codes({}, { visits: used(2, { matters: [matterId('M902')] }) })).toEqual([]);
    expect(codes({}, { visits: used(2, { state: 'withdrawn' }) })).toEqual([]);
    const lastMoment = Date.UTC(2025, 11, 31, 15, 59, 59);
    expect(codes({}, { visits: used(2, { window: { from: lastMoment, to: lastMoment + HOUR } }) })).toEqual([]);
    const firstMoment = Date.UTC(2025, 11, 31, 16);
    expect(codes({}, { visits: used(2, { window: { from: firstMoment, to: firstMoment + HOUR } }) })).toEqual([
      'cap-reached',
    ]);
  });

  test('[FREQ-1] a cap by grade follows the enterprise’s grade; no stated cap never blocks', () => {
    const byGrade = aMatter('M901', { cap: gradeCap({ A: 1, B: 2, C: 3, D: 4, E: 6 }) });
    const facts = (grade: 'A' | 'B' | 'C', n: number) => ({
      matters: [byGrade],
      visits: used(n),
      enterprise: anEnterprise({ grade }),
    });
    expect(codes({}, facts('A', 1))).toEqual(['cap-reached']);
    expect(assess(anApplication(), someFacts(facts('A', 1)), NOW).findings[0]?.evidence).toMatchObject({ grade: 'A' });
    expect(codes({}, facts('B', 1))).toEqual([]);
    expect(codes({}, facts('C', 3))).toEqual(['cap-reached']);
    expect(codes({}, { matters: [aMatter('M901', { cap: NO_CAP })], visits: used(9) })).toEqual([]);
  });

  test('[FREQ-2] a complaint goes past the cap; beyond two more it raises an alert and blocks nothing', () => {
    const complaint = { type: 'case', source: 'complaint', reference: aReference() } as const;
    expect(codes(complaint, { visits: used(3) })).toEqual([]);
    const result = assess(anApplication(complaint), someFacts({ visits: used(4) }), NOW);
    expect(result).toMatchObject({ mayProceed: true, findings: [{ code: 'exempt-beyond-reason', severity: 'alert' }] });
  });

  test('[FREQ-1] waiting applications are named and block nothing; at approval those approved before count', () => {
    const visits = [aVisit({ state: 'issued' }), aVisit({ state: 'applied' })];
    const result = assess(anApplication(), someFacts({ visits }), NOW);
    expect(result).toMatchObject({
      mayProceed: true,
      findings: [{ code: 'others-waiting', severity: 'notice', evidence: { cap: 2, used: 1, waiting: 1 } }],
    });
    expect(codes({}, { visits: [aVisit({ state: 'issued' }), aVisit({ state: 'issued' })] })).toEqual(['cap-reached']);
    expect(codes({ matters: [matterId('M902')] }, { visits })).toEqual([]);
  });

  test('[FREQ-1] a special inspection deployed from above counts for nothing, another one does', () => {
    expect(codes({}, { visits: used(2, { type: 'special', source: 'deployed' }) })).toEqual([]);
    expect(codes({}, { visits: used(2, { type: 'special', source: 'annual-plan' }) })).toEqual(['cap-reached']);
  });

  test.each(['annual-plan', 'deployed'] as const)(
    '[FREQ-6] [NOT-1] [GRADE-1] a case from the source %s is a routine inspection, with or without a reference',
    (source) => {
      const grades = [{ grade: 'A', from: '2026-01-01', at: 0, source: '年度评定' } as const];
      const facts = { grades, policy: DEFAULT_POLICY };
      for (const reference of [null, aReference()])
        expect(codes({ type: 'case', source, reference }, facts)).toEqual([
          'grade-free',
          'case-without-clue',
          'notice-too-short',
        ]);
      const free = codes({ type: 'case', source: 'complaint', reference: aReference() }, facts);
      expect(free).toEqual([]);
      expect(assess(anApplication({ type: 'case', source }), someFacts(), NOW).findings).toMatchObject([
        { severity: 'block', evidence: { source }, cures: [{ kind: 'as-routine' }, { kind: 'as-case' }] },
      ]);
    },
  );

  test.each(['complaint', 'referral', 'data-monitoring', 'own-request'] as const)(
    '[FREQ-6] the source %s names its reference, whatever the type',
    (source) => {
      for (const type of ['case', 'routine'] as const) {
        expect(codes({ type, source })).toEqual(['reference-missing']);
        expect(codes({ type, source, reference: aReference() })).toEqual([]);
      }
    },
  );

  test('[FREQ-6] a reference is not of the future', () => {
    const complaint = { type: 'case', source: 'complaint' } as const;
    expect(codes({ ...complaint, reference: aReference({ date: '2026-11-24' }) })).toEqual([]);
    expect(codes({ ...complaint, reference: aReference({ date: '2026-11-25' }) })).toEqual(['reference-in-future']);
    const late = {
      late: { ground: 'emergency' },
      reasons: { 'LATE-2': '群众反映气瓶泄漏，到场即开展检查。' },
    } as const;
    const window = { from: NOW - DAY, to: NOW };
    expect(codes({ ...complaint, ...late, window, reference: aReference({ date: '2026-11-24' }) })).toEqual([
      'reference-afterwards',
    ]);
  });

  test('[FREQ-6] a reference used twice raises an alert that names the other task', () => {
    const use = {
      number: aReference().number,
      task: '019ab3a0-0000-7abc-8def-0123456789ab',
      enterprise: '天祝',
      from: NOW,
    };
    const complaint = anApplication({ type: 'case', source: 'complaint', reference: aReference() });
    const result = assess(complaint, someFacts({ referenceUses: [use, { ...use, number: '另一件' }] }), NOW);
    expect(result).toMatchObject({
      mayProceed: true,
      findings: [{ code: 'reference-used-twice', severity: 'alert', evidence: use }],
    });
  });

  test('[FREQ-1] a case check from the annual plan is not exempt; complaints of the year do not use up the cap', () => {
    const planned = { type: 'case', source: 'annual-plan' } as const;
    expect(codes(planned, { visits: used(2) })).toEqual(['cap-reached', 'case-without-clue']);
    expect(codes({}, { visits: used(2, { type: 'case', source: 'complaint' }) })).toEqual([]);
  });
});

describe('twice at the same door', () => {
  const planned = (from: number, changes = {}) =>
    aVisit({ state: 'issued', window: { from, to: from + HOUR }, ...changes });
  const application = anApplication();

  test.each([
    ['late on the 30th day after', startOfDay('2026-12-25') - 1, ['other-agency-near']],
    ['on the 31st day after', startOfDay('2026-12-25'), []],
    ['early on the 30th day before', startOfDay('2026-10-25'), ['other-agency-near']],
    ['until the end of the 31st day before', startOfDay('2026-10-25') - HOUR, []],
  ])('[DUP-1] another agency’s task %s', (_, from, expected) => {
    expect(codes({}, { visits: [planned(from, { agency: otherAgency })] })).toEqual(expected);
  });

  test('[DUP-1] a written reason lets one go alone', () => {
    const visits = [planned(NOW + DAY, { agency: otherAgency })];
    expect(codes({ reasons: { 'DUP-1': '对方只核对台账，时间不便合并。' } }, { visits })).toEqual([]);
    expect(codes({ reasons: { 'DUP-1': '工作需要。' } }, { visits })).toEqual(['other-agency-near']);
  });

  test('[DUP-2] windows of one agency at one enterprise must not overlap; touching is no overlap', () => {
    expect(codes({ matters: [matterId('M902')] }, { visits: [planned(application.window.to - 1)] })).toEqual([
      'same-agency-overlap',
    ]);
    expect(codes({ matters: [matterId('M902')] }, { visits: [planned(application.window.to)] })).toEqual([]);
  });

  test('[DUP-2] an entrusted organisation and the agency in whose name it acts are one, and near each other no duplicate', () => {
    const principal = agencyId('620623-NYNC');
    const agency = anAgency({ kind: 'entrusted', entrustment: anEntrustment({ agency: principal }) });
    const matters = [matterId('M902')];
    const overlapping = [planned(application.window.from, { agency: principal })];
    expect(codes({ matters }, { agency, visits: overlapping })).toEqual(['same-agency-overlap']);
    expect(codes({ matters }, { agency, visits: [planned(NOW + 20 * DAY, { agency: principal })] })).toEqual([]);
    const entrusted = { agency: agencyId('620623-SCJG01'), principal: agencyId('620623-SCJG') };
    expect(codes({ matters }, { visits: [planned(application.window.from, entrusted)] })).toEqual([
      'same-agency-overlap',
    ]);
  });
});
