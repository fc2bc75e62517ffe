/** A refusal on a code that was not live, outside the period, and carried by no officer's device. */
import type { VerdictRule } from '../alert-rule.ts';
import { strangersTogether } from '../dedupe.ts';

export const refusalUnproven = {
  id: 'refusal-unproven',
  rule: 'SHOW-5',
  severity: 'check',
  from: 'verdict',
  dedupe: strangersTogether,
} as const satisfies VerdictRule;
