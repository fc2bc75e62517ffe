/**
 * Findings that an application may pass with, but not unseen: each becomes an alert in the write that saves the task, and a
 * written reason is counted by its rule.
 */

import { ALERT_RULES } from '@liangma/shared/alerts/alerts';
import { alertsOfFindings, answeredRules } from '@liangma/shared/compliance/stored-findings';
import { countyOf, shardOf } from '@liangma/shared/kernel/regions';
import type { StoredFinding } from '@liangma/shared/tasks/stored-findings';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { newId } from '../ports/audit.ts';
import type { Writes } from '../ports/store.ts';

/** [SUP-1] Once a task and code: a change or the approval repeats what was found before. */
export async function tellFindings(
  { clock, random }: Pick<Deps, 'clock' | 'random'>,
  tx: Writes<'alerts' | 'places' | 'reasons'>,
  task: Task,
  findings: readonly StoredFinding[],
): Promise<void> {
  await tx.reasons.save(task, answeredRules(findings));
  const codes = alertsOfFindings(findings);
  if (codes.length === 0) return;
  const shard = shardOf(task.enterprise.region);
  const raised = (await tx.alerts.ofTask(shard, task.id)).map(({ code }) => code);
  for (const code of codes.filter((one) => !raised.includes(one))) {
    const id = newId({ clock, random });
    await tx.places.claim('alert', id, shard);
    await tx.alerts.save({
      shard,
      id,
      rule: ALERT_RULES[code],
      code,
      task: task.id,
      at: clock.now(),
      county: countyOf(task.enterprise.region),
      event: '',
      device: '',
      missing: null,
      closed: null,
    });
  }
}
