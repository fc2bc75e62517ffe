/** Alerts that supervisors should look at, with the officers' explanations, until a supervisor closes them. */

import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { type AlertCode, type Closing, closeAlert as closed, TOLD_TOGETHER } from '@liangma/shared/alerts/alerts';
import type { ListedAlert } from '@liangma/shared/alerts/listed-alert';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { Missing } from '@liangma/shared/sync/chain';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import { chainOf } from '../ports/chain.ts';
import { findDevice, findTask } from '../ports/directory.ts';
import { committed, type Reads, unchanged } from '../ports/store.ts';
import type { Alert } from './repository.ts';

/** Oldest first, closed ones too. */
export const alertsOfTask = (deps: Deps, { id, enterprise }: Task): Promise<ListedAlert[]> =>
  deps.store.read(async (tx) => viewsOf(tx, await tx.alerts.ofTask(shardOf(enterprise.region), id)));

export const viewsOf = (
  tx: Reads<'devices' | 'events' | 'officers' | 'places' | 'tasks'>,
  alerts: readonly Alert[],
): Promise<ListedAlert[]> => Promise.all(alerts.map((alert) => viewOf(tx, alert)));

async function viewOf(
  tx: Reads<'devices' | 'events' | 'officers' | 'places' | 'tasks'>,
  alert: Alert,
): Promise<ListedAlert> {
  const task = await findTask(tx, alert.task);
  return {
    id: alert.id,
    rule: alert.rule,
    code: alert.code,
    task: alert.task,
    at: alert.at,
    closed: alert.closed,
    enterprise: task?.enterprise.name ?? '',
    agency: task?.agency.name ?? '',
    officer: await officerOf(tx, alert.device),
    missing: alert.missing && { ...alert.missing, left: await leftOf(tx, alert.device, alert.missing) },
    sent: TOLD_TOGETHER.has(alert.code as AlertCode) ? await sentIn(tx, alert) : [],
    explanations: PERFORMED.includes(alert.code) && task ? await explanationsOf(tx, task) : [],
  };
}

/** Officers are asked to explain these (SYNC-5, SHOW-5). */
const PERFORMED: readonly string[] = ['performed-after-withdrawal', 'performed-after-refusal'];

async function leftOf(tx: Reads<'devices' | 'events' | 'places'>, id: string, missing: Missing): Promise<number> {
  const device = await findDevice(tx, id);
  const here = device ? await chainOf(tx, device, missing) : [];
  return missing.to - missing.from + 1 - new Set(here.map(({ deviceSeq }) => deviceSeq)).size;
}

/** All that was told in this alert, until it was closed. */
async function sentIn(
  tx: Reads<'devices' | 'events' | 'places'>,
  { code, task, device, at, closed }: Alert,
): Promise<ListedAlert['sent']> {
  const [officer, end] = [(await findDevice(tx, device))?.officer, closed?.at ?? Number.POSITIVE_INFINITY];
  const sent: ListedAlert['sent'] = [];
  const shard = await tx.places.shardOf('task', task);
  for (const event of shard === undefined ? [] : await tx.events.accepted(shard, task)) {
    const isMeanwhile = event.receivedAt >= at && event.receivedAt <= end;
    if (!isMeanwhile || !event.alerts.some((one) => one === code)) continue;
    const isTheirs = event.device === device || (officer && (await findDevice(tx, event.device))?.officer === officer);
    if (isTheirs) sent.push({ id: event.id, type: event.type, at: event.at, receivedAt: event.receivedAt });
  }
  return sent;
}

async function explanationsOf(
  tx: Reads<'devices' | 'officers' | 'places'>,
  task: Task,
): Promise<ListedAlert['explanations']> {
  const explanations = 'explanations' in task ? (task.explanations ?? []) : [];
  return Promise.all(explanations.map(async ({ at, device, text }) => ({ at, text, by: await officerOf(tx, device) })));
}

async function officerOf(tx: Reads<'devices' | 'officers' | 'places'>, device: string): Promise<string> {
  const officer = (await findDevice(tx, device))?.officer;
  return (await tx.officers.byIds(officer ? [officer] : []))[0]?.name ?? '';
}

export type CloseError = 'not-found' | 'forbidden' | 'wrong-state';

export function closeAlert(deps: Deps, actor: Actor, id: string, note: string): Promise<Result<Closing, CloseError>> {
  return deps.store.write<Result<Closing, CloseError>>(async (tx) => {
    const shard = await tx.places.shardOf('alert', id);
    const alert = shard === undefined ? undefined : await tx.alerts.hold(shard, id);
    if (!alert) return unchanged(err('not-found'));
    if (!authorise(actor, 'alert.close', deps.clock.now(), { region: alert.county }))
      return unchanged(err('forbidden'));
    const closing = { at: deps.clock.now(), by: actor.account, name: actor.name, note };
    const next = closed(alert, closing);
    if (!next.ok) return unchanged(next);
    await tx.alerts.save(next.value);
    return committed(ok(closing), auditEntry(deps, alert.shard, actor.account, 'alert.close', id));
  });
}
