/** Alerts that a judged event raises for supervisors. */
import type { AlertSubject } from '@liangma/shared/alerts/alert';
import type { AlertCode } from '@liangma/shared/alerts/alert-rules';
import { shardOf } from '@liangma/shared/kernel/regions';
import { missingBefore } from '@liangma/shared/sync/chain';
import type { Judgement } from '@liangma/shared/sync/judge';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import type { StoredEvent } from '../events/repository.ts';
import type { Writes } from '../ports/store.ts';
import { raiseAlert } from './raise-alert.ts';

/** The parts of a session of events that raising alerts uses. */
interface AlertSession {
  readonly tx: Writes<'alerts' | 'officers' | 'places' | 'registry'>;
}

interface Judged {
  readonly device: Device;
  /** Empty where nobody knows the task: the supervisors of the device's agency are told. */
  readonly county: string;
  readonly task: Task | undefined;
  readonly judgement: Judgement;
}

export async function raiseAlerts(
  deps: Deps,
  { tx }: AlertSession,
  { device, county, task: before, judgement }: Judged,
  row: StoredEvent,
): Promise<void> {
  if (row.alerts.length === 0) return;
  const task = (judgement.kind === 'accept' ? judgement.task : undefined) ?? before;
  const own = await agencyOf(tx, device);
  const region = county || (own?.region ?? '');
  const evidence = (judgement.kind === 'accept' && judgement.evidence) || {};
  for (const code of row.alerts) {
    await raiseAlert(deps, tx, {
      code,
      subject: subjectOf(code, row),
      region,
      shard: shardOf(region) || row.shard,
      task: row.task,
      agency: task?.agency.id ?? own?.id ?? '',
      officer: device.officer,
      device: device.id,
      event: row.id,
      at: row.receivedAt,
      evidence: evidence[code] ?? {},
      missing: code === 'gap-forced' ? (missingBefore(row.deviceSeq, device) ?? null) : null,
    });
  }
}

/** These are about a device, whatever its event was about. */
const OF_DEVICE: readonly AlertCode[] = ['chain-broken', 'gap-forced', 'clock-off'];

function subjectOf(code: AlertCode, { id, task, device, region }: StoredEvent): AlertSubject {
  if (region !== '' && !OF_DEVICE.includes(code)) return { kind: 'report', id };
  return task === '' || OF_DEVICE.includes(code) ? { kind: 'device', id: device } : { kind: 'task', id: task };
}

/** The agency of the officer to whom the device is enrolled. */
async function agencyOf(tx: AlertSession['tx'], { officer }: Device) {
  const [known] = officer === null ? [] : await tx.officers.byIds([officer]);
  return known && tx.registry.agency(known.agency);
}
