/** Recorded although the task had ended before; the record stays as evidence, and the officers explain. */
import { FOUND, NOTHING, type SiteRule } from '../alert-rule.ts';
import { eachEvent } from '../dedupe.ts';

export const performedAfterRefusal = {
  id: 'performed-after-refusal',
  rule: 'SHOW-5',
  severity: 'grave',
  from: 'site',
  dedupe: eachEvent,
  find: ({ type, next }) =>
    type === 'record-submitted' && next?.state === 'performed-after-refusal' ? FOUND : NOTHING,
} as const satisfies SiteRule;
