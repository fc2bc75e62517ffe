/**
 * Findings that an application may pass with, but not unseen: each becomes an alert in the write that saves the task, and a
 * written reason is counted by its rule.
 */

import { deskAlerts } from '@liangma/shared/alerts/alert-rules';
import { answeredRules } from '@liangma/shared/compliance/stored-findings';
import { shardOf } from '@liangma/shared/kernel/regions';
import type { StoredFinding } from '@liangma/shared/tasks/stored-findings';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import type { Writes } from '../ports/store.ts';
import { raiseAlert } from './raise-alert.ts';

/** [SUP-1] Once a task and code: a change or the approval repeats what was found before. */
export async function tellFindings(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Writes<'alerts' | 'places' | 'reasons'>,
  task: Task,
  findings: readonly StoredFinding[],
): Promise<void> {
  await tx.reasons.save(task, answeredRules(findings));
  for (const { code, evidence } of deskAlerts(findings)) {
    await raiseAlert(deps, tx, {
      code,
      subject: { kind: 'task', id: task.id },
      region: task.enterprise.region,
      shard: shardOf(task.enterprise.region),
      task: task.id,
      agency: task.agency.id,
      officer: null,
      device: '',
      event: '',
      at: deps.clock.now(),
      evidence,
    });
  }
}
