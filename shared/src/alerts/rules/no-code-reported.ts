/** [SHOW-6] An enterprise reports that nobody showed it a code. Reports about one agency in a county on one day join. */
import { NOTHING, type SiteRule } from '../alert-rule.ts';
import { eachPlaceAndDay } from '../dedupe.ts';

export const noCodeReported = {
  id: 'no-code-reported',
  rule: 'SHOW-6',
  severity: 'grave',
  from: 'site',
  dedupe: eachPlaceAndDay,
  find: ({ report }) => (report ? [{ ...report }] : NOTHING),
} as const satisfies SiteRule;
