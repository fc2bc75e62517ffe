/** Thresholds of the demo county: whoever tries the demo applies for an inspection and holds it on the same day. */
import type { PolicyRow } from '@liangma/shared/compliance/policy-rows';
import { COUNTY } from './regions.ts';

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
