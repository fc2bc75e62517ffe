/** Texts of earlier records of this device: offered again, never filled in by themselves. */
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { DeviceDb } from '../database/device-db.ts';
import { readEvent } from '../outbox/event-rows.ts';
import { tasksOf } from './task-rows.ts';

export interface PastRecords {
  /** By matter and item, as `Question.key` has it; the latest first. */
  readonly findings: ReadonlyMap<string, readonly string[]>;
  /** Name of the person who was present at this enterprise last. */
  readonly personPresent: string | undefined;
}

/** Records looked at, latest first. */
const MOST = 60;
/** Findings offered for an item. */
const OFFERED = 3;

export async function pastRecords(db: DeviceDb, task: TaskId, enterprise: string): Promise<PastRecords> {
  const rows = await db.events
    .orderBy('at')
    .reverse()
    .filter((row) => row.type === 'record-submitted' && row.task !== task && row.sync.state !== 'rejected')
    .limit(MOST)
    .toArray();
  const records = rows.flatMap((row) => {
    const event = readEvent(row);
    return event?.type === 'record-submitted' ? [{ task: event.task, record: event.data }] : [];
  });
  const tasks = await tasksOf(
    db,
    records.map((one) => one.task),
  );
  const here = records.filter((_, i) => tasks[i]?.data.enterprise.id === enterprise);
  const findings = new Map<string, string[]>();
  for (const { matter, item, finding } of records.flatMap(({ record }) => record.items)) {
    const known = findings.get(`${matter}|${item}`) ?? [];
    if (finding === '' || known.includes(finding) || known.length >= OFFERED) continue;
    findings.set(`${matter}|${item}`, [...known, finding]);
  }
  return { findings, personPresent: here.map(({ record }) => record.personPresent).find((name) => name !== '') };
}
