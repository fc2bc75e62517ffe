import { duplicateGroups } from '@liangma/shared/compliance/duplicates';
import type { EnterpriseFacts } from '@liangma/shared/compliance/facts';
import { DAY, dayOf, HOUR, startOfDay } from '@liangma/shared/kernel/instant';
import type { QuietPeriod } from '@liangma/shared/quiet-periods/quiet-period';
import { expect, test } from 'vitest';
import { aMatter, aVisit, matterId, NOW, someFacts } from '../../../../../../../shared/test/builders.ts';
import { capUses } from './cap-uses.ts';
import { lanesOf, layOut, xOf } from './strip-layout.ts';
import { groupsOf, markOf, rowsOf, tracksOf } from './year-rows.ts';

const facts = (changes: Partial<EnterpriseFacts> = {}): EnterpriseFacts =>
  ({ ...someFacts(), now: NOW, ...changes }) as unknown as EnterpriseFacts;
const own = facts().agency.id;
const visit = (day: string, changes: Parameters<typeof aVisit>[0] = {}) => {
  const from = startOfDay(day) + 9 * HOUR;
  return aVisit({ agency: own as never, window: { from, to: from + HOUR }, endedAt: null, ...changes });
};
const other = { agency: '620623-YJGL' as never, agencyName: '应急管理局', task: null };
const sheet = { year: 2026, width: 1000, em: 10 };
const none = { quiet: [], grades: [], whitelist: [] };

test('the own agency comes first, also without a visit, the others by their first visit of the year', () => {
  const third = { ...other, agency: '620623-XFJY' as never, agencyName: '消防救援大队' };
  const visits = [visit('2025-12-31'), visit('2026-05-01', other), visit('2026-03-01', third), visit('2027-01-01')];
  const rows = rowsOf(facts({ visits }), 2026);
  expect(rows.map(({ agency, isOwn, marks }) => [agency, isOwn, marks.length])).toEqual([
    [own, true, 0],
    [third.agency, false, 1],
    [other.agency, false, 1],
  ]);
});

test('[FREQ-3] a joint inspection is one mark with the names of all agencies, in the own row where the own agency takes part', () => {
  const joint = (day: string, name: string, ...agencies: object[]) =>
    agencies.map((agency) => visit(day, { ...agency, joint: name }));
  const third = { ...other, agency: '620623-XFJY' as never, agencyName: '消防救援大队' };
  const ours = { agency: own as never, agencyName: '市场监督管理局' };
  const visits = [...joint('2026-03-01', 'J1', other, ours), ...joint('2026-05-01', 'J2', other, third)];
  const rows = rowsOf(facts({ visits }), 2026);
  expect(rows.map(({ agency, name, marks }) => [agency, name, marks.map(({ agencies }) => agencies)])).toEqual([
    [own, '市场监督管理局', [['应急管理局', '市场监督管理局']]],
    [other.agency, '应急管理局', [['应急管理局', '消防救援大队']]],
  ]);
});

test('a state gives the kind of its mark, and the end of an inspection its day', () => {
  const kinds = ['recorded', 'issued', 'applied', 'off-site', 'refused'].map(
    (state) => markOf(visit('2026-03-01', { state })).kind,
  );
  expect(kinds).toEqual(['done', 'planned', 'waiting', 'off-site', 'not-done']);
  expect(markOf(visit('2026-03-01', { endedAt: NOW })).at).toBe(NOW);
});

test('[DUP-1] visits of different agencies within the span form one group, on the last day and not after it', () => {
  const span = facts().policy.duplicateSpan;
  const first = visit('2026-03-01');
  const at = (from: number) => visit('2026-03-01', { ...other, window: { from, to: from + HOUR } });
  const end = startOfDay(dayOf(first.window.to - 1 + span)) + DAY;
  expect(duplicateGroups([first, at(end - 1)], span)).toHaveLength(1);
  expect(duplicateGroups([first, at(end)], span)).toEqual([]);
  expect(duplicateGroups([first, visit('2026-03-02')], span)).toEqual([]);
  const joint = { joint: 'J1' };
  expect(
    duplicateGroups(
      [
        { ...first, ...joint },
        { ...at(end - 1), ...joint },
      ],
      span,
    ),
  ).toEqual([]);
  expect(duplicateGroups([first, { ...at(end - 1), state: 'refused' }], span)).toEqual([]);
  // A visit between two groups makes one of them, whatever the order.
  const chain = [
    visit('2026-03-01'),
    visit('2026-03-20', other),
    visit('2026-03-10', { ...other, agency: 'X' as never }),
  ];
  expect(duplicateGroups(chain, 12 * DAY).map((group) => group.length)).toEqual([3]);
});

test('a group over the turn of the year belongs to both years', () => {
  const visits = [visit('2025-12-30'), visit('2026-01-02', other)];
  const years = [2024, 2025, 2026].map((year) => groupsOf(facts({ visits }), year).map(({ days }) => days));
  expect(years).toEqual([[], [3], [3]]);
});

test('quiet days, grades and the whitelist become spans of days', () => {
  const quiet = {
    name: '静',
    days: { kind: 'monthly', from: 1, to: 25 },
    from: '2026-11-10',
    until: null,
  } as unknown as QuietPeriod;
  const grades = [{ grade: 'C', from: '2026-07-01', at: NOW, source: '文' } as never];
  const whitelist = [
    { from: '2025-06-01', until: '2026-05-31', document: '甲', removed: null },
    { from: '2026-06-01', until: '2026-12-31', document: '乙', removed: { on: '2026-06-01' } },
  ] as never;
  expect(tracksOf(facts({ quietPeriods: [quiet], grades, whitelist }), 2026)).toEqual({
    quiet: [
      { from: '2026-11-10', to: '2026-11-25', text: '静' },
      { from: '2026-12-01', to: '2026-12-25', text: '静' },
    ],
    grades: [{ from: '2026-07-01', to: '2026-12-31', text: 'C' }],
    whitelist: [{ from: '2026-01-01', to: '2026-05-31', text: '甲' }],
  });
});

test('a year runs from edge to edge, in a leap year too', () => {
  for (const year of [2026, 2028]) {
    const at = (day: string) => xOf(startOfDay(day), { ...sheet, year });
    expect([at(`${year}-01-01`), at(`${year + 1}-01-01`), at('2020-01-01')]).toEqual([8, 992, 8]);
    const { months } = layOut([], [], none, { ...sheet, year });
    expect(months).toHaveLength(13);
    expect(months[2]).toBeCloseTo(at(`${year}-03-01`));
  }
});

test('marks that would cover each other go into lanes, and a band encloses its marks', () => {
  const near = [visit('2026-03-01'), visit('2026-03-02'), visit('2026-06-01')].map((one) => markOf(one));
  expect(lanesOf(near, sheet)).toEqual([0, 1, 0]);
  const visits = [visit('2026-03-01'), visit('2026-03-03', other)];
  const known = facts({ visits });
  const { rows, bands, radius } = layOut(rowsOf(known, 2026), groupsOf(known, 2026), none, sheet);
  const [band] = bands;
  const marks = rows.flatMap((row) => row.marks);
  expect(marks).toHaveLength(2);
  for (const { x, y } of marks) {
    expect([x - radius > band!.x, x + radius < band!.x + band!.width]).toEqual([true, true]);
    expect([y - radius > band!.y, y + radius < band!.y + band!.height]).toEqual([true, true]);
  }
});

test('[FREQ-1] limits say how much of them is used, the most used first, and count the untouched', () => {
  const matters = ['M901', 'M902', 'M903'].map((id) => aMatter(id));
  const visits = [
    visit('2026-03-01', { matters: [matterId('M902')] }),
    visit('2025-03-01', { matters: [matterId('M901')] }),
  ];
  const uses = capUses(facts({ visits }), matters, 2026);
  expect(uses.touched.map(({ matter, used }) => [matter, used])).toEqual([['M902', 1]]);
  expect(uses.untouched).toBe(matters.filter(({ cap }) => cap.limits.length > 0).length - 1);
  expect(capUses(facts({ visits }), matters, 2025).touched.map(({ matter }) => matter)).toEqual(['M901']);
});
