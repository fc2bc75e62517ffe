/** Recorded although the task had ended before; the record stays as evidence, and the officers explain. */
import { FOUND, NOTHING, type SiteRule } from '../alert-rule.ts';
import { eachEvent } from '../dedupe.ts';

export const performedAfterWithdrawal = {
  id: 'performed-after-withdrawal',
  rule: 'SYNC-5',
  severity: 'grave',
  from: 'site',
  dedupe: eachEvent,
  find: ({ type, next }) =>
    type === 'record-submitted' && next?.state === 'performed-after-withdrawal' ? FOUND : NOTHING,
} as const satisfies SiteRule;
