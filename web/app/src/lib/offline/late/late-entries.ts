/**
 * Late entries on this device. A draft stays here until its officer gives it away; from then on it is sent whenever there is network,
 * until the server has it or says what is wrong. An entry that the server has stays for its officer to look at.
 */
import type { Finding } from '@liangma/shared/compliance/finding';
import { type TaskId, taskIdSchema } from '@liangma/shared/kernel/ids';
import type { Result } from '@liangma/shared/kernel/result';
import type { Application } from '@liangma/shared/tasks/task';
import { liveQuery, type Observable } from 'dexie';
import * as v from 'valibot';
import type { DeviceDb } from '../database/device-db.ts';
import { withLock } from '../lanes/with-lock.ts';
import type { LateEntryRow } from '../rows.ts';
import { applicationOfEntry, emptyContent } from './late-application.ts';

export interface EntryRefusal {
  readonly code: string;
  readonly findings: readonly Finding[];
}

export type EnterLate = (id: TaskId, application: Application) => Promise<Result<unknown, EntryRefusal>>;

export const lateEntries$ = (db: DeviceDb): Observable<LateEntryRow[]> =>
  liveQuery(() => db.lateEntries.orderBy('savedAt').reverse().toArray());

/** Refusals of the entry itself. Any other says that it may be sent at another time: no network, signed out, trouble at the server. */
const FINAL: readonly string[] = [
  'bad-request',
  'forbidden',
  'not-found',
  'enterprise-ceased',
  'wrong-state',
  'findings',
];

/** Sends what was given away, in the order in which it was. Stops where nothing can be sent now. Returns how many the server took. */
export const sendLateEntries = (db: DeviceDb, enter: EnterLate): Promise<number> =>
  withLock(`${db.name}-late-entries`, async () => {
    let taken = 0;
    for (const { id, content } of await db.lateEntries.where('state').equals('ready').sortBy('savedAt')) {
      const application = applicationOfEntry(content);
      if (!application) continue;
      const entered = await enter(id, application);
      if (entered.ok) {
        await db.lateEntries.update(id, { state: 'sent' });
        taken += 1;
      } else if (FINAL.includes(entered.error.code)) {
        const { code, findings } = entered.error;
        await db.lateEntries.update(id, { state: 'refused', refusal: { code, findings } });
      } else return taken;
    }
    return taken;
  });

/** The entry under this id, or a new one that nothing keeps until something is typed. */
export const readLateEntry = async (db: DeviceDb, id: string, officer: string): Promise<LateEntryRow> =>
  (await db.lateEntries.get(id)) ?? {
    id: v.parse(taskIdSchema, id),
    content: emptyContent(officer),
    savedAt: Date.now(),
    state: 'draft',
  };
