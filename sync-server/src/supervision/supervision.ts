/** Views for supervisors: the live picture of their region, and the trace of an inspection. */

import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { DAY, dayOf, startOfDay, startOfYear, yearOf } from '@liangma/shared/kernel/instant';
import { covers, type RegionCode, shardOf } from '@liangma/shared/kernel/regions';
import { acknowledgementIn } from '@liangma/shared/protocol/acknowledgement';
import { answerOf } from '@liangma/shared/protocol/answer';
import { isTaskEvent } from '@liangma/shared/protocol/event';
import { type TraceEvent, type TraceStep, traceOf } from '@liangma/shared/supervision/trace';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { renewedAt } from '../events/receipts.ts';
import type { StoredEvent } from '../events/repository.ts';
import { openStoredEvent } from '../events/stored-event.ts';
import { SATISFACTION_DAYS } from '../lists/lists.ts';
import { auditEntry } from '../ports/audit.ts';
import { findDevice } from '../ports/directory.ts';
import { committed, type Reads } from '../ports/store.ts';
import { noticeStepsOf } from './notice-steps.ts';

const PROVINCE_DIGITS = 2;
const COUNTY_DIGITS = 6;

export async function overview(deps: Deps, region: RegionCode) {
  const now = deps.clock.now();
  const from = startOfDay(dayOf(now));
  return deps.store.read(async (tx) => {
    const regions = await tx.registry.regions(region.slice(0, PROVINCE_DIGITS));
    const names = new Map(regions.map(({ code, name }) => [code, name]));
    const counts = new Map(
      (await tx.supervision.countyCounts(region, { from, to: from + DAY })).map((c) => [c.county, c]),
    );
    const alerts = await tx.alerts.open(region);
    const counties = regions
      .filter(({ code }) => code.length === COUNTY_DIGITS && covers(region, code))
      .map(({ code, name }) => ({
        code,
        name,
        prefecture: code.slice(0, 4),
        prefectureName: names.get(code.slice(0, 4)) ?? '',
        ongoing: counts.get(code)?.ongoing ?? 0,
        today: counts.get(code)?.today ?? 0,
        alerts: alerts.filter((alert) => alert.county === code).length,
      }));
    const sum = (key: 'today' | 'ongoing' | 'refused') => [...counts.values()].reduce((n, c) => n + c[key], 0);
    const today = {
      inspections: sum('today'),
      ongoing: sum('ongoing'),
      refused: sum('refused'),
      alerts: alerts.length,
      quarantined: await tx.quarantine.count(region),
    };
    const satisfaction = await tx.evaluations.satisfaction(region, now - SATISFACTION_DAYS * DAY);
    // Without a joint inspection each partner would have come by itself.
    const { inspections, partners } = await tx.supervision.jointCounts(region, {
      from: startOfYear(yearOf(now)),
      to: from + DAY,
    });
    const joint = { inspections, visitsSaved: partners };
    return { now, region: names.get(region) ?? '', today, satisfaction, joint, counties };
  });
}

/** [EVAL-3] Only supervisors read single evaluations, and their reading goes into the audit log. */
export async function trace(deps: Deps, account: string, task: Task): Promise<TraceStep[]> {
  const { kept, discards, notices } = await deps.store.read(async (tx) => {
    const shard = shardOf(task.enterprise.region);
    const events = await tx.events.accepted(shard, task.id);
    const discards = await tx.events.discards(shard, task.id);
    return {
      notices: (await tx.messages.ofTask(shard, task.id)).flatMap(noticeStepsOf),
      kept: await Promise.all(events.map((event) => keptEvent(deps, tx, event))),
      discards: await Promise.all(discards.map(async (one) => ({ ...one, by: await officerOf(tx, one.device) }))),
    };
  });
  if (kept.some(({ event }) => event.type === 'evaluation')) {
    const entry = auditEntry(deps, shardOf(task.enterprise.region), account, 'evaluation.read', task.id);
    await deps.store.write(async () => committed(undefined, entry));
  }
  return traceOf(task, kept, discards, notices);
}

/** Reads the event from its envelope: it is the truth, the columns are derived. */
async function keptEvent(
  deps: Deps,
  tx: Reads<'accounts' | 'devices' | 'events' | 'officers' | 'places'>,
  stored: StoredEvent,
): Promise<TraceEvent> {
  const event = await openStoredEvent(deps, tx, stored);
  if (!isTaskEvent(event)) throw new Error(`event ${stored.id} has no task`);
  const { receipt } = stored;
  if (!receipt) throw new Error(`accepted event ${stored.id} has no receipt`);
  const carried = event.type === 'acknowledgement-scanned' ? acknowledgementIn(event) : undefined;
  const own = event.type === 'scan' || event.type === 'refusal' ? event : undefined;
  return {
    event,
    sync: { state: 'accepted', receipt: toBase64Url(receipt), receivedAt: stored.receivedAt },
    renewedAt: await renewedAt(deps, stored),
    by: await officerOf(tx, stored.device),
    alerts: stored.alerts,
    ...(stored.handedInBy === null ? {} : { handedInBy: await nameOf(tx, stored.handedInBy) }),
    answer: carried ?? (own && (await answerOf(own, deps.signatures.sha256))),
    answeredBy: carried && (await officerOf(tx, carried.device)),
  };
}

/** The name of the officer to whom a device is enrolled; empty for an enterprise's. */
async function officerOf(tx: Reads<'devices' | 'officers' | 'places'>, device: string): Promise<string> {
  const officer = (await findDevice(tx, device))?.officer;
  return (await tx.officers.byIds(officer ? [officer] : []))[0]?.name ?? '';
}

const nameOf = async (tx: Reads<'accounts'>, account: string): Promise<string> =>
  (await tx.accounts.byName(account))?.actor.name ?? account;
