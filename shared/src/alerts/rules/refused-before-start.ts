/** Officers began after a proven refusal. */
import type { VerdictRule } from '../alert-rule.ts';
import { strangersTogether } from '../dedupe.ts';

export const refusedBeforeStart = {
  id: 'refused-before-start',
  rule: 'SHOW-5',
  severity: 'grave',
  from: 'verdict',
  dedupe: strangersTogether,
} as const satisfies VerdictRule;
