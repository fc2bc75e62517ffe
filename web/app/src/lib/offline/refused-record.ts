/** [SYNC-14] What a refused record gives to the one that takes its place: what was entered, and its photos. */
import { entriesOf } from '@liangma/shared/drafts/from-record';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { InspectionRecord } from '@liangma/shared/records/record';
import type { Device } from './device.svelte.ts';
import type { DeviceDb } from './device-db.ts';
import { fillDraft } from './draft-store.ts';
import type { Drafts } from './drafts-db.ts';
import { readEvent } from './event-rows.ts';
import { toReplace } from './parked.ts';

/** Its draft is still here, as a rule; else it is made of the record again. */
export async function fillFromRefused(
  device: Pick<Device, 'db' | 'author'>,
  drafts: Drafts,
  task: TaskId,
  now: number,
): Promise<void> {
  const draft = await drafts.findOne(task).exec();
  if (draft && Object.keys(draft.data.items).length > 0) return;
  const record = await refusedRecord(device.db, task);
  if (record) await fillDraft(drafts, task, entriesOf(record), await device.author(), now);
}

/** Hashes of the photos that it names. */
export const photosOfRefused = async (db: DeviceDb, task: TaskId): Promise<ReadonlySet<string>> =>
  new Set((await refusedRecord(db, task))?.photos?.map(({ hash }) => hash));

async function refusedRecord(db: DeviceDb, task: TaskId): Promise<InspectionRecord | undefined> {
  const parked = await toReplace(db, 'record-submitted', task);
  const event = parked && readEvent(parked.event);
  return event?.type === 'record-submitted' ? event.data : undefined;
}
