/** [SHOW-1] A refusal is a right of the enterprise: it is a notice and no charge. */
import type { VerdictRule } from '../alert-rule.ts';
import { strangersTogether } from '../dedupe.ts';

export const enterpriseRefused = {
  id: 'enterprise-refused',
  rule: 'SHOW-1',
  severity: 'notice',
  from: 'verdict',
  dedupe: strangersTogether,
} as const satisfies VerdictRule;
