/** The clock of a device is far from the server's. */
import type { VerdictRule } from '../alert-rule.ts';
import { strangersTogether } from '../dedupe.ts';

export const clockOff = {
  id: 'clock-off',
  rule: 'SYNC-11',
  severity: 'check',
  from: 'verdict',
  dedupe: strangersTogether,
} as const satisfies VerdictRule;
