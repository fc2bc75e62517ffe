/** Earlier inspections of an enterprise on this device, which are its officer's own. */
import { DAY, dayOf } from '@liangma/shared/kernel/instant';
import type { InspectionRecord } from '@liangma/shared/records/record';
import type { Task } from '@liangma/shared/tasks/task';
import type { DeviceDb } from '../database/device-db.ts';
import { tasksIn } from './task-rows.ts';

export interface PastVisit {
  readonly task: string;
  readonly at: number;
  readonly outcome: InspectionRecord['outcome'];
}

/** Days looked back. */
const BACK = 366;
const SHOWN = 3;
const RECORDED = [
  'recorded',
  'performed-after-withdrawal',
  'performed-after-refusal',
] as const satisfies readonly Task['state'][];

/** Returns the latest first. */
export async function pastVisits(db: DeviceDb, enterprise: string, now: number): Promise<PastVisit[]> {
  const [first, last] = [dayOf(now - BACK * DAY), dayOf(now)];
  const rows = await tasksIn(
    db,
    RECORDED.map((state) => ({ state, first, last })),
  );
  const visits = rows.flatMap(({ data }): PastVisit[] =>
    data.enterprise.id === enterprise && 'record' in data
      ? [{ task: data.id, at: data.record.startedAt, outcome: data.record.outcome }]
      : [],
  );
  return visits.sort((a, b) => b.at - a.at).slice(0, SHOWN);
}
