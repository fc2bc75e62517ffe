/** [EVAL-5] Anybody can make keys: many of them at one task are told. */
import { NOTHING, type SiteRule } from '../alert-rule.ts';
import { strangersTogether } from '../dedupe.ts';

export const evaluatedByMany = {
  id: 'evaluated-by-many',
  rule: 'EVAL-5',
  severity: 'check',
  from: 'site',
  dedupe: strangersTogether,
  find: ({ type, otherKeys = 0, policy }) =>
    type === 'evaluation' && otherKeys >= policy.evaluationKeys ? [{ keys: otherKeys + 1 }] : NOTHING,
} as const satisfies SiteRule;
