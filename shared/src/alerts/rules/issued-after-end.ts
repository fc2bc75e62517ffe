/** A code issued on site after its grant was ended; it is void. */
import type { VerdictRule } from '../alert-rule.ts';
import { eachEvent } from '../dedupe.ts';

export const issuedAfterEnd = {
  id: 'issued-after-end',
  rule: 'SYNC-10',
  severity: 'grave',
  from: 'verdict',
  dedupe: eachEvent,
} as const satisfies VerdictRule;
