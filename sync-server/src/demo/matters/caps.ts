/**
 * Frequency rules of the published rows whose sentence says more than one number, read by hand from the sentence. Rows that are not
 * here state a plain number a year, or none.
 */

import { type Cap, type Exemption, type Floor, type Limit, limitOf } from '@liangma/shared/matters/cap';
import type { RiskGrade } from '@liangma/shared/registry/enterprise';

type Reading = Partial<Omit<Cap, 'published'>>;

const flat = (perYear: number) => ({ by: 'flat', perYear }) as const;
const grades = (scale: string, perYear: Partial<Record<RiskGrade, number>>) =>
  ({ by: 'grade', scale, perYear }) as const;
const marks = (scale: string, values: Record<string, number>) =>
  ({
    by: 'mark',
    scale,
    perYear: Object.entries(values).map(([value, perYear]) => ({ value, perYear })),
  }) as const;

const atLeast = (times: number, changes: Partial<Floor> = {}): Floor => ({
  times,
  years: 1,
  target: '',
  seasons: [],
  occasion: '',
  ...changes,
});

/** 省市县累计, with the visits of superiors that watch an inspection counted apart. */
const SHANXI_LEVELS = ['province', 'prefecture', 'county'] as const;
const together = { agencies: [...SHANXI_LEVELS] } satisfies Partial<Limit>;
const SUPERVISION_APART = limitOf(flat(3), { agencies: [...SHANXI_LEVELS], counts: 'supervisory' });
const STANDARD = '安全生产标准化等级';

const byLevel = (perYear: number): Reading => ({
  limits: [limitOf({ by: 'level', perYear: { prefecture: perYear, county: perYear } })],
});
const planned = (perYear: number, months: number[] = []): Limit =>
  limitOf(flat(perYear), { nature: 'planned', months });

const HEALTH_EXEMPT: Exemption[] = [
  'complaint',
  'referral',
  'assisting-superior',
  'audit',
  'offsite-clue',
  'media-report',
  'rectification',
  'own-request',
  'licence-review',
  'emergency',
];

export const READINGS: Readonly<Record<string, Reading>> = {
  M001: { limits: [limitOf(flat(2))], floors: [atLeast(1)] },
  M002: { limits: [limitOf(flat(2))], floors: [atLeast(1)] },
  M004: { limits: [limitOf(grades('安全保障程度', { A: 2, B: 4, C: 6, D: 4 }))] },
  M005: { floors: [atLeast(1, { years: 3 })] },
  M014: { limits: [limitOf(grades('安全保障程度', { A: 2, B: 4, C: 6, D: 4 }), together), SUPERVISION_APART] },
  M015: { limits: [limitOf(grades('风险等级', { A: 1, B: 1, C: 2, D: 4 }), together), SUPERVISION_APART] },
  M016: { limits: [limitOf(marks(STANDARD, { 一级: 2, 二级: 4, 三级: 8, 未定级: 12 }), together), SUPERVISION_APART] },
  M017: { limits: [limitOf(marks(STANDARD, { 一级: 1, 二级: 2, 三级: 4, 未定级: 6 }), together), SUPERVISION_APART] },
  M018: byLevel(3),
  M019: byLevel(5),
  M020: byLevel(4),
  M021: byLevel(4),
  M022: byLevel(4),
  M023: byLevel(3),
  M024: byLevel(3),
  M025: byLevel(4),
  M026: byLevel(4),
  M027: {
    limits: [
      limitOf(flat(1), {
        inPrinciple: true,
        condition: 'no-penalty-before',
        exempt: ['complaint', 'referral', 'data-monitoring', 'own-request'],
      }),
    ],
  },
  M029: {
    limits: [
      limitOf(flat(2), {
        matters: 'all',
        binds: 'list',
        exempt: ['complaint', 'referral', 'data-monitoring', 'offsite-clue', 'poor-credit', 'own-request', 'emergency'],
      }),
    ],
  },
  M030: {
    limits: [
      limitOf(flat(2), { matters: 'all', binds: 'list', agencies: 'level', exempt: HEALTH_EXEMPT }),
      limitOf(flat(4), { matters: 'all', binds: 'list', agencies: ['prefecture', 'county'], exempt: HEALTH_EXEMPT }),
    ],
  },
  M031: {
    limits: [
      limitOf(flat(1), {
        matters: 'all',
        binds: 'list',
        per: 'premises',
        counts: 'planned',
        inPrinciple: true,
        exempt: ['by-statute', 'complaint', 'referral', 'data-monitoring', 'own-request'],
      }),
    ],
  },
  M032: { limits: [limitOf(flat(4), { matters: 'all', binds: 'list', counts: 'planned' })] },
  M033: { limits: [limitOf(flat(2), { matters: 'all', binds: 'list' })] },
  // “风险等级较高” names no grade: D and E, the two above the middle, are taken.
  M034: { limits: [limitOf(flat(2), { matters: 'all', binds: 'list', inPrinciple: true, exceptGrades: ['D', 'E'] })] },
  M035: {
    floors: [
      atLeast(1, { target: '重点单位的人员密集场所' }),
      atLeast(1, { target: '加油加气站', years: 3 }),
      atLeast(1, { target: '其他重点单位', years: 2 }),
    ],
  },
  M036: { limits: [limitOf(marks('企业类别', { 重点检查企业: 2, 其他客运企业: 1 }), { nature: 'planned' })] },
  M037: { limits: [planned(1)] },
  M038: {
    floors: [
      atLeast(5, {
        seasons: [
          { from: '01-01', to: '05-31' },
          { from: '10-01', to: '12-31' },
        ],
      }),
    ],
  },
  M039: { limits: [planned(4, [3, 6, 9, 12])] },
  M040: { limits: [planned(1)] },
  M042: { limits: [planned(1, [6, 7, 8, 9, 10, 11])] },
  M043: { limits: [planned(1, [6, 7, 8, 9, 10, 11])] },
  M045: { limits: [planned(1)], coverage: { percent: 5, atLeast: true } },
  M046: { limits: [planned(1)], coverage: { percent: 5, atLeast: false } },
  M047: { limits: [planned(4)], coverage: { percent: 30, atLeast: true } },
  M048: { limits: [planned(4)], coverage: { percent: 30, atLeast: true } },
  M049: { floors: [atLeast(1)], coverage: { percent: 25, atLeast: false } },
  M050: { floors: [atLeast(1)], coverage: { percent: 100, atLeast: false } },
  M052: { limits: [limitOf(flat(2))], floors: [atLeast(1)] },
  M053: { limits: [limitOf(flat(2))], floors: [atLeast(1)] },
  M054: { floors: [atLeast(1)] },
  M056: { floors: [atLeast(1), atLeast(1, { occasion: '重点节日或时段专项检查' })] },
  M057: { coverage: { percent: 5, atLeast: true } },
};
