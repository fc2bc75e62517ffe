/** [QUIET-1] An agency enters quiet periods by exemptions so often that they are no exemptions any more. At most once an agency and month. */
import { DAY } from '../../../kernel/instant.ts';
import { NOTHING, type SweepRule } from '../../alert-rule.ts';
import { eachAgencyAndMonth } from '../../dedupe.ts';

export const quietExemptionsMany = {
  id: 'quiet-exemptions-many',
  rule: 'QUIET-1',
  severity: 'check',
  from: 'sweep',
  dedupe: eachAgencyAndMonth,
  onlyOnce: true,
  subject: ({ quiet }) => ({ kind: 'agency', id: quiet?.agency ?? '' }),
  find: ({ quiet, policy }) => {
    const { exempt, all } = quiet ?? { exempt: 0, all: 0 };
    if (exempt < policy.quietExemptLeast || exempt * 100 <= policy.quietExemptShare * all) return NOTHING;
    return [{ exempt, all, share: Math.round((exempt * 100) / all), days: policy.quietExemptSpan / DAY }];
  },
} as const satisfies SweepRule;
