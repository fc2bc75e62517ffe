/** Alerts that a judged event raises for supervisors; conditions that any phone can repeat raise one open alert a task. */
import { ALERT_RULES, type AlertCode, isRaisedOnce } from '@liangma/shared/alerts/alerts';
import { shardOf } from '@liangma/shared/kernel/regions';
import { missingBefore } from '@liangma/shared/sync/chain';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import type { StoredEvent } from '../events/repository.ts';
import { newId } from '../ports/audit.ts';
import type { Writes } from '../ports/store.ts';

/** The parts of a session of events that raising alerts uses. */
interface AlertSession {
  readonly tx: Writes<'alerts' | 'officers' | 'places' | 'registry'>;
  device(id: string): Promise<Device | undefined>;
}

/** `county` is empty where nobody knows the task: the supervisors of the device's agency are told. */
export async function raiseAlerts(
  deps: Deps,
  session: AlertSession,
  { device, county }: { readonly device: Device; readonly county: string },
  row: StoredEvent,
): Promise<void> {
  if (row.alerts.length === 0) return;
  const place = county || (await regionOf(session.tx, device));
  const shard = shardOf(place) || row.shard;
  for (const code of row.alerts) {
    if (
      isRaisedOnce(code, device.officer !== null) &&
      (await isRaised(session, { shard, task: row.task }, device, code))
    )
      continue;
    const id = newId(deps);
    await session.tx.places.claim('alert', id, shard);
    await session.tx.alerts.save({
      shard,
      id,
      rule: ALERT_RULES[code],
      code,
      task: row.task,
      county: place,
      at: row.receivedAt,
      event: row.id,
      device: row.device,
      closed: null,
      missing: code === 'gap-forced' ? (missingBefore(row.deviceSeq, device) ?? null) : null,
    });
  }
}

/** Returns true if an open alert says it of this task and officer, or enterprise; nobody closes that before the commit. */
async function isRaised(
  session: AlertSession,
  { shard, task }: { readonly shard: string; readonly task: string },
  device: Device,
  code: AlertCode,
): Promise<boolean> {
  for (const alert of await session.tx.alerts.ofTask(shard, task)) {
    if (alert.code !== code || alert.closed || !(await isOfSame(session, alert.device, device))) continue;
    if ((await session.tx.alerts.hold(shard, alert.id))?.closed === null) return true;
  }
  return false;
}

/** Returns true for devices of the same officer, or if both are of enterprises. */
const isOfSame = async (session: AlertSession, id: string, device: Device): Promise<boolean> =>
  id === device.id || (await session.device(id))?.officer === device.officer;

/** Returns the region of its officer's agency, whose supervisors are told of an event for an unknown task. */
async function regionOf(tx: AlertSession['tx'], { officer }: Device): Promise<string> {
  const [known] = officer === null ? [] : await tx.officers.byIds([officer]);
  return (known && (await tx.registry.agency(known.agency))?.region) ?? '';
}
