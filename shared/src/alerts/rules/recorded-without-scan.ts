/** [SHOW-3] Nobody showed the code, and nobody read it at the door: no code, no entry. */
import type { DoorProof } from '../../tasks/task.ts';
import { hasCode } from '../../tasks/transition.ts';
import { FOUND, NOTHING, type SiteFacts, type SiteRule } from '../alert-rule.ts';
import { eachEvent } from '../dedupe.ts';

export const recordedWithoutScan = {
  id: 'recorded-without-scan',
  rule: 'SHOW-3',
  severity: 'grave',
  from: 'site',
  dedupe: eachEvent,
  find: (facts) => (facts.type === 'record-submitted' && !facts.shown && !isAnswered(facts) ? FOUND : NOTHING),
} as const satisfies SiteRule;

function isAnswered({ task }: SiteFacts): boolean {
  if (!task || !hasCode(task)) return false;
  return task.scans.some(hasProof) || (task.keptRefusals ?? []).some(hasProof) || 'refused' in task;
}

const hasProof = ({ proof }: { readonly proof?: DoorProof }): boolean => proof !== undefined;
