import { inspectingFor } from '@liangma/shared/access/acting';
import { enterLateEntry } from '#lib/api/tasks.ts';
import type { Uses } from '../parts.ts';
import { sendLateEntries } from './late-entries.ts';

/** Sends the late entries of this device to the server, for the agency for which its officer inspects. */
export const enterLate = ({ db, actor, clock }: Uses<'db' | 'actor' | 'clock'>): Promise<number> => {
  const agency = inspectingFor(actor, clock.now());
  return sendLateEntries(db, (id, application) => enterLateEntry(id, application, agency));
};
