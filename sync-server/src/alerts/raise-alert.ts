/** Raises an alert, or counts a repeat in the alert that is there already (shared/src/alerts/dedupe.ts). */
import { type AlertSubject, type Evidence, NEW_ALERT, OCCURRENCES_KEPT } from '@liangma/shared/alerts/alert';
import { type AlertCode, ruleOf } from '@liangma/shared/alerts/alert-rules';
import type { Missing } from '@liangma/shared/sync/chain';
import type { Deps } from '../deps.ts';
import { newId } from '../ports/audit.ts';
import type { Writes } from '../ports/store.ts';
import type { Alert } from './repository.ts';

export interface NewAlert {
  readonly code: AlertCode;
  readonly subject: AlertSubject;
  /** Empty where nobody knows a region: then `shard` says where the alert lies. */
  readonly region: string;
  readonly shard: string;
  readonly task: string;
  readonly agency: string;
  /** Officer to whom the device is enrolled; null for an enterprise's browser, and without a device. */
  readonly officer: string | null;
  readonly device: string;
  readonly event: string;
  readonly at: number;
  readonly evidence: Evidence;
  readonly missing?: Missing | null;
}

/** Key under which repeats join. */
export function keyOf(found: NewAlert): string {
  const { code, evidence, subject } = found;
  const wording = evidence.agency;
  const about = { ...found, subject: subject.id, ...(typeof wording === 'string' ? { wording } : {}) };
  return `${code} ${ruleOf(code).dedupe(about)}`;
}

/** [SUP-1] Returns true if an alert was raised or a repeat was counted, false if it was told before once and for all. */
export async function raiseAlert(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Writes<'alerts' | 'places'>,
  found: NewAlert,
): Promise<boolean> {
  const { code, shard, at, event, evidence } = found;
  const rule = ruleOf(code);
  const key = keyOf(found);
  const occurrence = { at, event, evidence: evidence as Alert['occurrences'][number]['evidence'] };
  const same = await tx.alerts.byKey(shard, key);
  if (same && rule.onlyOnce) return false;
  const held = same && same.life.state !== 'closed' ? await tx.alerts.hold(shard, same.id) : undefined;
  if (held && held.life.state !== 'closed') {
    const occurrences = [...held.occurrences, occurrence].slice(-OCCURRENCES_KEPT);
    await tx.alerts.save({ ...held, count: held.count + 1, lastAt: at, occurrences });
    return true;
  }
  const id = newId(deps);
  await tx.places.claim('alert', id, shard);
  await tx.alerts.save({
    shard,
    id,
    rule: rule.rule,
    code,
    severity: rule.severity,
    subject: found.subject,
    task: found.task,
    agency: found.agency,
    county: found.region.slice(0, 6),
    at,
    lastAt: at,
    count: 1,
    key,
    event,
    device: found.device,
    missing: found.missing ?? null,
    occurrences: [occurrence],
    life: NEW_ALERT,
  });
  return true;
}
