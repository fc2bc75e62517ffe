/** An event does not follow the one before it in the chain of its device. */
import type { VerdictRule } from '../alert-rule.ts';
import { strangersTogether } from '../dedupe.ts';

export const chainBroken = {
  id: 'chain-broken',
  rule: 'SYNC-3',
  severity: 'grave',
  from: 'verdict',
  dedupe: strangersTogether,
} as const satisfies VerdictRule;
