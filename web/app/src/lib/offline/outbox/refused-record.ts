/** [SYNC-14] Content that a refused record passes on to its replacement: the entries and the photos. */
import type { Author } from '@liangma/shared/drafts/draft';
import { entriesOf } from '@liangma/shared/drafts/from-record';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { InspectionRecord } from '@liangma/shared/records/record';
import type { DeviceDb } from '../database/device-db.ts';
import { fillDraft } from '../drafts/draft-store.ts';
import type { Drafts } from '../drafts/drafts-db.ts';
import type { Uses } from '../parts.ts';
import { readEvent } from './event-rows.ts';
import { toReplace } from './parked.ts';

/** Restores the draft from the record if it is no longer here; as a rule it still is. */
export async function fillFromRefused(
  device: Uses<'db'> & { author(): Promise<Author> },
  drafts: Drafts,
  task: TaskId,
  now: number,
): Promise<void> {
  const draft = await drafts.findOne(task).exec();
  if (draft && Object.keys(draft.data.items).length > 0) return;
  const record = await refusedRecord(device.db, task);
  if (record) await fillDraft(drafts, task, entriesOf(record), await device.author(), now);
}

/** Returns the hashes of the photos that the refused record names. */
export const photosOfRefused = async (db: DeviceDb, task: TaskId): Promise<ReadonlySet<string>> =>
  new Set((await refusedRecord(db, task))?.photos?.map(({ hash }) => hash));

async function refusedRecord(db: DeviceDb, task: TaskId): Promise<InspectionRecord | undefined> {
  const parked = await toReplace(db, 'record-submitted', task);
  const event = parked && readEvent(parked.event);
  return event?.type === 'record-submitted' ? event.data : undefined;
}
