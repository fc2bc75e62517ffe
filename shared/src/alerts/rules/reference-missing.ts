/** [FREQ-6] A code issued on site without a reference is accepted and told; at the desk the application is refused. */
import type { VerdictRule } from '../alert-rule.ts';
import { eachEvent } from '../dedupe.ts';

export const referenceMissing = {
  id: 'reference-missing',
  rule: 'FREQ-6',
  severity: 'check',
  from: 'verdict',
  dedupe: eachEvent,
} as const satisfies VerdictRule;
