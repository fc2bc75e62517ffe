/** A live code was read long after its step: a picture of it may go round. */
import type { VerdictRule } from '../alert-rule.ts';
import { strangersTogether } from '../dedupe.ts';

export const codeCopied = {
  id: 'code-copied',
  rule: 'SHOW-2',
  severity: 'check',
  from: 'verdict',
  dedupe: strangersTogether,
} as const satisfies VerdictRule;
