import { assess } from '@liangma/shared/compliance/assess';
import { visitsOfTask } from '@liangma/shared/compliance/joint/visits-of-task';
import { DEFAULT_POLICY } from '@liangma/shared/defaults/policy';
import { NOTICES } from '@liangma/shared/defaults/working-years';
import { DAY, yearOf } from '@liangma/shared/kernel/instant';
import { plainCap } from '@liangma/shared/matters/cap';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import { type Application, taskSchema } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { agencyById, EMERGENCY_MANAGEMENT, MARKET_SUPERVISION } from './agencies.ts';
import { demoCounty } from './county.ts';
import { STORY } from './enterprises.ts';
import { matterOf } from './matters.ts';
import { officerIdOf } from './officers.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);

/** Ordinary days, weekends, holidays, the first days of a year, a leap day, the last of a year. */
const NOWS = [
  '2026-11-24T10:00',
  '2026-11-22T23:30',
  '2026-10-03T09:00',
  '2027-01-01T18:00',
  '2027-01-02T08:00',
  '2027-01-04T12:30',
  '2027-01-12T09:00',
  '2028-02-29T10:00',
  '2026-12-31T23:59',
  '2026-07-01T00:00',
];

describe.each(NOWS)('the story on %s', (text) => {
  const now = at(text);
  const demo = demoCounty('small', now);
  const tasksAt = (place: keyof typeof STORY) =>
    demo.tasks.filter(({ enterprise }) => enterprise.id === STORY[place].id);
  const thisYear = (task: { window: { from: number } }) => yearOf(task.window.from) === yearOf(now);

  test('天祝雪域食品有限公司 had one food inspection this year and one of emergency management before', () => {
    const tasks = tasksAt('food');
    const market = tasks.filter((task) => task.agency.id === MARKET_SUPERVISION);
    expect(market).toMatchObject([{ state: 'recorded', type: 'routine', nth: 1, matters: ['M901'] }]);
    expect(market.every(thisYear)).toBe(true);
    expect(market[0]?.officers.map(({ name }) => name)).toEqual(['王建国', '卓玛']);
    const emergency = tasks.filter((task) => task.agency.id === EMERGENCY_MANAGEMENT);
    expect(emergency).toMatchObject([{ state: 'recorded', matters: ['M002'] }]);
    expect(emergency[0]?.window.to).toBeLessThan(now - 30 * DAY);
    expect(tasks).toHaveLength(2);
  });

  test('[FREQ-1] 康源大药房 has used up its two pharmacy inspections of the year', () => {
    const tasks = tasksAt('pharmacy').filter(({ matters }) => matters.some((id) => id === 'M903'));
    expect(tasks.filter(thisYear).map(({ nth, state }) => [nth, state])).toEqual([
      [1, 'recorded'],
      [2, 'recorded'],
    ]);
    expect(plainCap(matterOf('M903').cap, STORY.pharmacy.grade)).toBe(2);
  });

  test('[DUP-1] emergency management has applied for 鑫盛砂石料厂 in eight days', () => {
    const [task, ...others] = tasksAt('quarry');
    v.assert(taskSchema, task);
    expect(others).toEqual([]);
    expect(task).toMatchObject({ state: 'applied', agency: { id: EMERGENCY_MANAGEMENT } });
    const days = ((task?.window.from ?? 0) - now) / DAY;
    expect(days).toBeGreaterThan(7);
    expect(days).toBeLessThan(17);
    expect(task?.applied.at).toBeLessThanOrEqual(now);
  });

  test('every past inspection is in the past', () => {
    expect(demo.tasks.filter(({ state, window }) => state === 'recorded' && window.to > now)).toEqual([]);
  });
});

test('the demo fills a store in the first hours of a year', () => {
  expect(demoCounty('small', at('2027-01-01T00:10')).tasks).toHaveLength(1_501);
});

describe('what the rules say of the story', () => {
  const now = at('2026-11-24T08:30');
  const demo = demoCounty('small', now);
  const agency = agencyById(MARKET_SUPERVISION);
  const [wang, zhuoma, zhuocairang] = [17, 42, 51].map(officerIdOf);

  function findings(
    enterprise: Enterprise,
    matters: string[],
    officers: (Application['officers'][number] | undefined)[],
  ) {
    const named = officers.flatMap((id) => id ?? []);
    const application: Application = {
      enterprise: enterprise.id,
      type: 'routine',
      source: 'annual-plan',
      reference: null,
      matters: matters.map((id) => matterOf(id).id),
      officers: named,
      assistants: 0,
      window: { from: at('2026-11-24T10:00'), to: at('2026-11-24T14:00') },
      offSite: 'none' as const,
      whyOnSite: '需查看生产车间卫生状况和库存批次，书面和共享数据无法核实。',
      reasons: {},
    };
    if (!agency) throw new Error('the agency is in the demo');
    const facts = {
      agency,
      partners: [],
      enterprise,
      officers: demo.officers.filter(({ id }) => named.includes(id)),
      matters: demo.matters,
      visits: demo.tasks.filter((task) => task.enterprise.id === enterprise.id).flatMap(visitsOfTask),
      referenceUses: [],
      grades: [],
      marks: {},
      penalised: {},
      premises: null,
      policy: { ...DEFAULT_POLICY, noticeWorkingDays: 0 },
      calendar: NOTICES,
      quietPeriods: [],
      whitelist: [],
    };
    return assess(application, facts, now).findings.map(({ code }) => code);
  }

  test('the rules permit a second food inspection of 天祝雪域食品有限公司', () => {
    expect(findings(STORY.food, ['M901', 'M902'], [wang, zhuoma])).toEqual([]);
  });

  test('[QUAL-3] the rules reject 卓才让, whose certificate has expired', () => {
    expect(findings(STORY.food, ['M901'], [wang, zhuocairang])).toEqual(['too-few-officers']);
  });

  test('[FREQ-1] the rules reject a third inspection of 康源大药房', () => {
    expect(findings(STORY.pharmacy, ['M903'], [wang, zhuoma])).toEqual(['cap-reached']);
  });

  test('[DUP-1] the rules find another agency near at 鑫盛砂石料厂', () => {
    expect(findings(STORY.quarry, ['M905'], [wang, zhuoma])).toEqual(['other-agency-near']);
  });
});
