import { expect, test } from 'vitest';
import { boundsOf } from '../compliance/frequency/limit-bounds.ts';
import { limitOf } from '../matters/cap.ts';
import { marksOn, withMark } from './marks.ts';
import { penalisedIn, withPenalties } from './penalties.ts';

const change = (mark: string, from: string, scale = '信用等级') => ({ scale, mark, from, source: '' });

test.each([
  ['2025-12-31', 'A'],
  ['2026-01-01', 'A+'],
  ['2026-01-02', 'A+'],
])('[FREQ-1] on %s the mark is %s', (day, mark) => {
  const changes = [change('A', '2025-01-01'), change('A+', '2026-01-01'), change('B', '2027-01-01')];
  expect(marksOn(changes, day)).toEqual({ 信用等级: mark });
  expect(marksOn(changes, '2024-12-31')).toEqual({});
});

test('[FREQ-1] a change of the same day takes the place of the one before, others stay', () => {
  const changes = withMark(
    [change('A', '2025-01-01'), change('92', '2025-01-01', '食品安全动态等级')],
    change('B', '2025-01-01'),
  );
  expect(changes.map(({ scale, mark }) => [scale, mark])).toEqual([
    ['信用等级', 'B'],
    ['食品安全动态等级', '92'],
  ]);
});

test('[FREQ-1] a limit by grades of another scale takes the mark on that scale, else the risk grade', () => {
  const limit = limitOf({ by: 'grade', scale: '安全保障程度', perYear: { A: 2, B: 4, C: 6 } });
  const who = { grade: 'C', penalised: undefined, level: 'county' } as const;
  const most = (marks: Record<string, string>) => boundsOf(limit, { ...who, marks }).most;
  expect([most({}), most({ 安全保障程度: 'A' }), most({ 安全保障程度: 'B级' }), most({ 其他: 'A' })]).toEqual([
    6, 2, 4, 6,
  ]);
});

test('[FREQ-1] a year that nobody looked up is unknown, one without penalties is not', () => {
  const years = withPenalties(withPenalties([], { year: 2025, count: 0, source: '' }), {
    year: 2024,
    count: 2,
    source: '',
  });
  expect(penalisedIn(years)).toEqual({ 2024: true, 2025: false });
  expect(penalisedIn(withPenalties(years, { year: 2025, count: 1, source: '' }))).toMatchObject({ 2025: true });
});
