/** Sent after the officer was suspended or the device revoked, as done before. */
import type { VerdictRule } from '../alert-rule.ts';
import { eachTaskAndOfficer } from '../dedupe.ts';

export const sentAfterBarred = {
  id: 'sent-after-barred',
  rule: 'SYNC-9',
  severity: 'grave',
  from: 'verdict',
  dedupe: eachTaskAndOfficer,
} as const satisfies VerdictRule;
