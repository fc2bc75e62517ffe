/**
 * What a pull says of events that have an answer already. RxDB passes over a row that it takes for a change of this
 * device, and that is how an answer looks after a page which died between writing it and noting where it came from: if it
 * was somebody else's answer, the server's own would never be taken. What is not sent yet is left to the push.
 */
import type { WithDeleted } from 'rxdb/plugins/core';
import type { Local } from './local.ts';
import { type EventRow, eventConflicts } from './rows.ts';

export async function takeWord(local: Local, documents: readonly WithDeleted<EventRow>[]): Promise<void> {
  const rows = await local.collections.events.findByIds(documents.map(({ id }) => id)).exec();
  for (const document of documents) {
    const row = rows.get(document.id);
    if (!row || row.sync.state === 'pending') continue;
    const here = { ...(row.toJSON() as EventRow), _deleted: false };
    if (!eventConflicts.isEqual(here, document, 'pulled')) await row.incrementalPatch({ sync: document.sync });
  }
}
