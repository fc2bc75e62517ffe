/**
 * The demo county: 天祝藏族自治县 with invented people, enterprises and a year of inspections. Pure: the same size
 * and `now` give the same county, and its dates lie around `now`, whenever that is.
 */

import type { PolicyRow } from '@liangma/shared/compliance/policy-rows';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Region } from '@liangma/shared/kernel/regions';
import type { Matter } from '@liangma/shared/matters/matter';
import type { Agency } from '@liangma/shared/registry/agency';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { Officer } from '@liangma/shared/registry/officer';
import type { Task } from '@liangma/shared/tasks/task';
import { ACCOUNTS, type DemoAccount } from './accounts.ts';
import { AGENCIES } from './agencies.ts';
import { demoTasks } from './demo-tasks.ts';
import { demoEnterprises } from './enterprises.ts';
import { MATTERS } from './matters.ts';
import { demoOfficers } from './officers.ts';
import { COUNTY, REGIONS } from './regions.ts';

/** `small` for tests and a quick look, `county` as large as a real one. */
export type DemoSize = 'small' | 'county';

export interface DemoCounty {
  /** All of Gansu. */
  readonly regions: readonly Region[];
  readonly agencies: readonly Agency[];
  readonly officers: readonly Officer[];
  readonly accounts: readonly DemoAccount[];
  readonly matters: readonly Matter[];
  /** 天祝雪域食品有限公司 first. */
  readonly enterprises: readonly Enterprise[];
  /** Recorded ones in order of time, then one applied for. */
  readonly tasks: readonly Task[];
}

const SIZES: Record<DemoSize, { enterprises: number; officers: number; inspections: number }> = {
  small: { enterprises: 2_000, officers: 200, inspections: 1_500 },
  county: { enterprises: 74_000, officers: 1_500, inspections: 12_000 },
};

export function demoCounty(size: DemoSize, now: Instant): DemoCounty {
  const counts = SIZES[size];
  const officers = demoOfficers(counts.officers, now);
  const enterprises = demoEnterprises(counts.enterprises);
  return {
    regions: REGIONS,
    agencies: AGENCIES,
    officers,
    accounts: ACCOUNTS,
    matters: MATTERS,
    enterprises,
    tasks: demoTasks(counts.inspections, enterprises, officers, now),
  };
}

/** Thresholds of the demo county: whoever tries the demo applies for an inspection and holds it on the same day. */
export const DEMO_POLICIES: readonly PolicyRow[] = [
  {
    id: 'demo-notice',
    name: 'noticeWorkingDays',
    region: COUNTY.code,
    effectiveFrom: '2000-01-01',
    value: 0,
    binding: false,
    document: '演示：当天申请，当天检查',
    at: 0,
    by: 'operator',
    byName: '演示',
  },
];
