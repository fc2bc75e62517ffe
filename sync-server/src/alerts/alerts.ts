/** Alerts as supervisors and the agency that was asked read them. */

import { deadlineOf } from '@liangma/shared/alerts/alert';
import type { alertListSpec, askedAlertListSpec } from '@liangma/shared/alerts/alert-list';
import { type AskedAlert, type ListedAlert, stepsForAgency } from '@liangma/shared/alerts/listed-alert';
import { shardOf } from '@liangma/shared/kernel/regions';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { Missing } from '@liangma/shared/sync/chain';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { chainOf } from '../ports/chain.ts';
import { findDevice, findTasks } from '../ports/directory.ts';
import type { Reads } from '../ports/store.ts';
import type { Alert } from './repository.ts';

/** Oldest first, closed ones too. */
export const alertsOfTask = (deps: Deps, { id, enterprise }: Task): Promise<ListedAlert[]> =>
  deps.store.read(async (tx) => viewsOf(tx, await tx.alerts.ofTask(shardOf(enterprise.region), id)));

export type ListQueryOf = ListQuery<typeof alertListSpec>;
export type AskedListQuery = ListQuery<typeof askedAlertListSpec>;

type ViewTx = Reads<'devices' | 'events' | 'officers' | 'places' | 'registry' | 'tasks'>;

export async function viewsOf(tx: ViewTx, alerts: readonly Alert[]): Promise<ListedAlert[]> {
  const about: About = {
    tasks: await tasksOf(tx, alerts),
    agencies: await tx.registry.agencyNames(alerts.map(({ agency }) => agency)),
    regions: await tx.registry.regionNames(alerts.map(({ county }) => county)),
  };
  return Promise.all(alerts.map((alert) => viewOf(tx, alert, about)));
}

/** Tasks, and names of agencies and counties, of the alerts of a page. */
interface About {
  readonly tasks: ReadonlyMap<string, Task>;
  readonly agencies: ReadonlyMap<string, string>;
  readonly regions: ReadonlyMap<string, string>;
}

const tasksOf = (tx: Reads<'places' | 'tasks'>, alerts: readonly Alert[]): Promise<Map<string, Task>> =>
  findTasks(
    tx,
    alerts.flatMap(({ task }) => (task === '' ? [] : [task])),
  );

async function viewOf(tx: ViewTx, alert: Alert, about: About): Promise<ListedAlert> {
  const { id, rule, code, severity, subject, at, lastAt, count, county, life, missing, device } = alert;
  const task = about.tasks.get(alert.task);
  return {
    id,
    rule,
    code,
    severity,
    subject,
    state: life.state,
    owner: life.owner,
    steps: life.steps,
    deadline: deadlineOf(life),
    letter: letterOf(alert),
    task: alert.task,
    at,
    lastAt,
    count,
    county,
    countyName: about.regions.get(county) ?? '',
    enterprise: task?.enterprise.name ?? '',
    agency: task?.agency.name ?? about.agencies.get(alert.agency) ?? '',
    agencyId: alert.agency,
    officer: await officerOf(tx, device),
    occurrences: [...alert.occurrences],
    missing: missing && { ...missing, left: await leftOf(tx, device, missing) },
    sent: SENT_TOGETHER.includes(code) ? await sentIn(tx, alert) : [],
    explanations: PERFORMED.includes(code) && task ? await explanationsOf(tx, task) : [],
    closed: life.state === 'closed' ? life.closed : null,
  };
}

const letterOf = ({ life }: Alert): ListedAlert['letter'] => {
  const letter = life.steps.findLast((step) => step.step === 'letter');
  return letter ? { number: letter.number, replied: life.state !== 'letter' || life.replied } : null;
};

/** Supervisors decide about what was sent, event by event. */
const SENT_TOGETHER: readonly string[] = ['sent-after-barred', 'recorded-outside-window'];

/** Officers are asked to explain these (SYNC-5, SHOW-5). */
const PERFORMED: readonly string[] = ['performed-after-withdrawal', 'performed-after-refusal'];

/** [SUP-1] An agency reads of an alert what it was asked: no owner, no evidence, no contact of whoever reported. */
export async function askedViewsOf(tx: Reads<'places' | 'tasks'>, alerts: readonly Alert[]): Promise<AskedAlert[]> {
  const tasks = await tasksOf(tx, alerts);
  return alerts.map((alert) => {
    const { id, rule, code, severity, at, count, life, task } = alert;
    return {
      id,
      rule,
      code,
      severity,
      state: life.state,
      task,
      enterprise: tasks.get(task)?.enterprise.name ?? '',
      at,
      count,
      deadline: deadlineOf(life),
      letter: letterOf(alert),
      steps: stepsForAgency(life.steps),
    };
  });
}

async function leftOf(tx: Reads<'devices' | 'events' | 'places'>, id: string, missing: Missing): Promise<number> {
  const device = await findDevice(tx, id);
  const here = device ? await chainOf(tx, device, missing) : [];
  return missing.to - missing.from + 1 - new Set(here.map(({ deviceSeq }) => deviceSeq)).size;
}

/** All that was told in this alert, until it was closed. */
async function sentIn(
  tx: Reads<'devices' | 'events' | 'places'>,
  { code, task, device, at, life }: Alert,
): Promise<ListedAlert['sent']> {
  const end = life.state === 'closed' ? life.closed.at : Number.POSITIVE_INFINITY;
  const officer = (await findDevice(tx, device))?.officer;
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
  if (device === '') return '';
  const officer = (await findDevice(tx, device))?.officer;
  return (await tx.officers.byIds(officer ? [officer] : []))[0]?.name ?? '';
}
