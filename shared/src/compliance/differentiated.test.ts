import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { aMatter, anApplication, anEnterprise, aReference, someFacts } from '../../test/builders.ts';
import { HOUR, startOfDay } from '../kernel/instant.ts';
import { type QuietPeriod, quietTermsSchema } from '../quiet-periods/quiet-period.ts';
import type { GradeChange } from '../registry/grade-history.ts';
import type { WhitelistEntry } from '../registry/whitelist.ts';
import type { Application } from '../tasks/task.ts';
import { gradeKept, quietDaysKept, whitelistKept } from './differentiated.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';

const period = (from: string, to = from) => ({
  window: { from: startOfDay(from) + 9 * HOUR, to: startOfDay(to) + 17 * HOUR },
});
const REASON = '原料有变质风险，须当场取样。';

type Rule = (application: Application, facts: Facts) => Finding[];
const codes = (rule: Rule, application: Partial<Application>, facts: Partial<Facts>) =>
  rule(anApplication(application), someFacts(facts)).map(({ code }) => code);

const quiet = (changes: Partial<QuietPeriod> = {}): QuietPeriod => ({
  id: 'q1',
  name: '工业企业安静生产期',
  region: '620623',
  classes: [],
  days: { kind: 'monthly', from: 1, to: 25 },
  from: '2026-01-01',
  until: null,
  exemptions: [{ code: 'complaint', text: '投诉举报' }],
  document: '天政办发〔2025〕60号',
  ...changes,
});
const publicSafety = [aMatter('M901', { publicSafety: true })];

describe('[QUIET-1] days 1 to 25 of a month are quiet', () => {
  test.each([
    ['the last quiet day', period('2026-11-25'), {}, ['quiet-period']],
    ['the day after', period('2026-11-26'), {}, []],
    ['a window that ends on the first quiet day', period('2026-11-30', '2026-12-01'), {}, ['quiet-period']],
    ['a month without a 31st', period('2026-11-30'), { days: { kind: 'monthly', from: 31, to: 31 } }, []],
    ['the leap day', period('2028-02-29'), { days: { kind: 'monthly', from: 29, to: 31 } }, ['quiet-period']],
    [
      'the day before a span',
      period('2026-05-31'),
      { days: { kind: 'span', from: '2026-06-01', to: '2026-06-10' } },
      [],
    ],
    [
      'the last day of a span',
      period('2026-06-10'),
      { days: { kind: 'span', from: '2026-06-01', to: '2026-06-10' } },
      ['quiet-period'],
    ],
    ['an arrangement that ended', period('2026-11-10'), { until: '2026-11-09' }, []],
    ['its last day', period('2026-11-10'), { until: '2026-11-10' }, ['quiet-period']],
    ['one that begins later', period('2026-11-10'), { from: '2026-11-11' }, []],
    ['another county', period('2026-11-10'), { region: '620622' }, []],
    ['the prefecture', period('2026-11-10'), { region: '6206' }, ['quiet-period']],
    ['another class', period('2026-11-10'), { classes: ['C14'] }, []],
  ] as const)('%s', (_, application, changes, expected) => {
    expect(codes(quietDaysKept, application, { quietPeriods: [quiet(changes as Partial<QuietPeriod>)] })).toEqual(
      expected,
    );
  });

  test('a class is met by its beginning', () => {
    const enterprise = anEnterprise({ class: 'C1412' });
    const quietPeriods = [quiet({ classes: ['C14', 'C15'] })];
    expect(codes(quietDaysKept, period('2026-11-10'), { enterprise, quietPeriods })).toEqual(['quiet-period']);
  });

  test('a listed exemption with a reason allows it; one without, and one that is not listed, do not', () => {
    const facts = { quietPeriods: [quiet()] };
    const day = period('2026-11-10');
    const reasons = { 'QUIET-1': REASON };
    expect(codes(quietDaysKept, { ...day, quietExemption: 'complaint', reasons }, facts)).toEqual([]);
    expect(codes(quietDaysKept, { ...day, quietExemption: 'complaint' }, facts)).toEqual(['quiet-period']);
    expect(codes(quietDaysKept, { ...day, reasons }, facts)).toEqual(['quiet-period']);
    expect(codes(quietDaysKept, { ...day, quietExemption: 'festival', reasons }, facts)).toEqual([
      'quiet-exemption-unknown',
    ]);
  });

  test('matters of public safety are exempt', () => {
    expect(codes(quietDaysKept, period('2026-11-10'), { quietPeriods: [quiet()], matters: publicSafety })).toEqual([]);
  });

  test('a matter of public safety lets in no other that is inspected with it', () => {
    const matters = [...publicSafety, aMatter('M902')];
    const both = { ...period('2026-11-10'), matters: matters.map(({ id }) => id) };
    expect(codes(quietDaysKept, both, { quietPeriods: [quiet()], matters })).toEqual(['quiet-period']);
  });

  test('terms that make no sense are no arrangement', () => {
    const { id: _, ...terms } = quiet();
    expect(v.is(quietTermsSchema, terms)).toBe(true);
    expect(v.is(quietTermsSchema, { ...terms, days: { kind: 'monthly', from: 26, to: 25 } })).toBe(false);
    expect(v.is(quietTermsSchema, { ...terms, until: '2025-12-31' })).toBe(false);
    expect(v.is(quietTermsSchema, { ...terms, exemptions: [...terms.exemptions, ...terms.exemptions] })).toBe(false);
  });
});

describe('[WL-1] an enterprise on the whitelist is left alone', () => {
  const entry: WhitelistEntry = {
    id: 'w1',
    from: '2026-01-01',
    until: '2026-11-24',
    condition: '连续三年无行政处罚',
    document: '天优化办〔2026〕3号',
    at: 0,
    by: 'admin',
    removed: null,
  };
  test.each([
    ['on the last day', '2026-11-24', {}, ['whitelisted']],
    ['the day after', '2026-11-25', {}, []],
    ['after its removal', '2026-11-24', { removed: { on: '2026-11-24', reason: '被处罚', at: 0, by: 'admin' } }, []],
    [
      'the day before its removal',
      '2026-11-23',
      { removed: { on: '2026-11-24', reason: '被处罚', at: 0, by: 'admin' } },
      ['whitelisted'],
    ],
  ])('%s', (_, day, changes, expected) => {
    expect(codes(whitelistKept, period(day), { whitelist: [{ ...entry, ...changes }] })).toEqual(expected);
  });

  test('an entry that begins or ends within the window holds on that day', () => {
    const over = period('2026-11-24', '2026-11-26');
    expect(codes(whitelistKept, over, { whitelist: [entry] })).toEqual(['whitelisted']);
    const coming = { ...entry, from: '2026-11-26', until: '2026-12-31' };
    expect(codes(whitelistKept, over, { whitelist: [coming] })).toEqual(['whitelisted']);
    expect(codes(whitelistKept, over, { whitelist: [{ ...coming, from: '2026-11-27' }] })).toEqual([]);
  });

  test('cases, matters of public safety and a written reason go on', () => {
    const facts = { whitelist: [entry] };
    const day = period('2026-11-20');
    expect(codes(whitelistKept, { ...day, type: 'case', source: 'complaint', reference: aReference() }, facts)).toEqual(
      [],
    );
    expect(codes(whitelistKept, day, { ...facts, matters: publicSafety })).toEqual([]);
    const matters = [...publicSafety, aMatter('M902')];
    const both = { ...day, matters: matters.map(({ id }) => id) };
    expect(codes(whitelistKept, both, { ...facts, matters })).toEqual(['whitelisted']);
    expect(codes(whitelistKept, { ...day, type: 'case', source: 'annual-plan' }, facts)).toEqual(['whitelisted']);
    expect(codes(whitelistKept, { ...day, reasons: { 'WL-1': REASON } }, facts)).toEqual([]);
    expect(codes(whitelistKept, { ...day, reasons: { 'WL-1': '。' } }, facts)).toEqual(['whitelisted']);
  });
});

describe('[GRADE-1] a year without routine inspections after the grade A', () => {
  const change = (grade: GradeChange['grade'], from: string, at = 0): GradeChange => ({
    grade,
    from,
    source: '年度评定',
    at,
    by: 'admin',
  });
  test.each([
    ['on the day of the grade', '2025-11-25', [change('A', '2025-11-25')], ['grade-free']],
    ['the day before', '2025-11-24', [change('A', '2025-11-25')], []],
    ['the last day of the year', '2026-11-24', [change('A', '2025-11-25')], ['grade-free']],
    ['the day after', '2026-11-25', [change('A', '2025-11-25')], []],
    ['graded on a leap day: the year ends with February', '2025-02-28', [change('A', '2024-02-29')], ['grade-free']],
    ['and not later', '2025-03-01', [change('A', '2024-02-29')], []],
    ['a lower grade in mid-year ends it', '2026-07-01', [change('A', '2026-01-01'), change('C', '2026-07-01')], []],
    ['until the day before', '2026-06-30', [change('A', '2026-01-01'), change('C', '2026-07-01')], ['grade-free']],
    ['the order of the changes says nothing', '2026-07-01', [change('C', '2026-07-01'), change('A', '2026-01-01')], []],
    ['no grade is known', '2026-07-01', [], []],
  ])('%s', (_, day, grades, expected) => {
    expect(codes(gradeKept, period(day), { grades })).toEqual(expected);
  });

  test.each([
    ['complaint', []],
    ['referral', []],
    ['data-monitoring', []],
    ['own-request', []],
    ['annual-plan', ['grade-free']],
    ['deployed', ['grade-free']],
  ] as const)('a case from the source %s', (source, expected) => {
    const grades = [change('A', '2026-01-01')];
    expect(codes(gradeKept, { ...period('2026-07-01'), type: 'case', source }, { grades })).toEqual(expected);
  });
});
