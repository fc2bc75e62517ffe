/** Numbers of a chain are missing, and it went on without them. */
import type { VerdictRule } from '../alert-rule.ts';
import { eachEvent } from '../dedupe.ts';

export const gapForced = {
  id: 'gap-forced',
  rule: 'SYNC-3',
  severity: 'check',
  from: 'verdict',
  dedupe: eachEvent,
} as const satisfies VerdictRule;
