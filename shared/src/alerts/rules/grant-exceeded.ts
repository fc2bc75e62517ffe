/** A code issued on site beyond its grant; it is void. */
import type { VerdictRule } from '../alert-rule.ts';
import { eachEvent } from '../dedupe.ts';

export const grantExceeded = {
  id: 'grant-exceeded',
  rule: 'SYNC-10',
  severity: 'grave',
  from: 'verdict',
  dedupe: eachEvent,
} as const satisfies VerdictRule;
