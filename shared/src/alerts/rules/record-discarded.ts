/** An officer put a rejected record aside on the device. */
import type { VerdictRule } from '../alert-rule.ts';
import { eachEvent } from '../dedupe.ts';

export const recordDiscarded = {
  id: 'record-discarded',
  rule: 'SYNC-15',
  severity: 'check',
  from: 'verdict',
  dedupe: eachEvent,
} as const satisfies VerdictRule;
