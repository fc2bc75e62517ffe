/** The device of an officer confirmed in the enterprise's place. */
import type { VerdictRule } from '../alert-rule.ts';
import { eachEvent } from '../dedupe.ts';

export const scannedByOfficer = {
  id: 'scanned-by-officer',
  rule: 'EVAL-2',
  severity: 'check',
  from: 'verdict',
  dedupe: eachEvent,
} as const satisfies VerdictRule;
