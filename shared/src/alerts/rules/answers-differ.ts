/** Two answers under one id say different things. */
import type { VerdictRule } from '../alert-rule.ts';
import { eachEvent } from '../dedupe.ts';

export const answersDiffer = {
  id: 'answers-differ',
  rule: 'SYNC-7',
  severity: 'grave',
  from: 'verdict',
  dedupe: eachEvent,
} as const satisfies VerdictRule;
