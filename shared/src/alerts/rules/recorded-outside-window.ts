/**
 * [SHOW-4] The times of a start and a record are their device's word. They lie in the inspection period, and not after the record
 * was made or the server got it; else supervisors are told. The record is kept either way: without network nothing else can be.
 */
import { type Instant, isWithin } from '../../kernel/instant.ts';
import type { Evidence } from '../alert.ts';
import { NOTHING, type SiteFacts, type SiteRule } from '../alert-rule.ts';
import { eachTaskAndOfficer } from '../dedupe.ts';

export const recordedOutsideWindow = {
  id: 'recorded-outside-window',
  rule: 'SHOW-4',
  severity: 'check',
  from: 'site',
  dedupe: eachTaskAndOfficer,
  find: (facts) => (isOutside(facts) ? [timesOf(facts)] : NOTHING),
} as const satisfies SiteRule;

function isOutside({ type, at, now, next, record, policy: { clockSkew } }: SiteFacts): boolean {
  if (!next) return false;
  const isInside = (moment: Instant): boolean => isWithin(moment, next.window, clockSkew);
  if (type === 'inspection-started') return !isInside(at);
  if (!record) return false;
  const { startedAt, endedAt } = record;
  const isPossible = endedAt <= Math.min(at, now) + clockSkew && now >= next.window.from - clockSkew;
  return !isInside(startedAt) || !isInside(endedAt) || !isPossible;
}

const timesOf = ({ at, record }: SiteFacts): Evidence =>
  record ? { startedAt: record.startedAt, endedAt: record.endedAt } : { startedAt: at };
