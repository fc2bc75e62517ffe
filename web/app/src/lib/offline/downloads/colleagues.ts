/** Officers of the agency for which the officer inspects, whom a late entry names without network. */
import { addressedTo, inspectingFor } from '@liangma/shared/access/acting';
import { officerSchema } from '@liangma/shared/registry/officer';
import { liveQuery, type Observable } from 'dexie';
import * as v from 'valibot';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import type { Uses } from '../parts.ts';
import type { Colleague } from '../rows.ts';
import { SyncProblem } from '../wire/sync-problem.ts';

type Parts = Uses<'db' | 'wire' | 'actor'>;

const replySchema = v.object({ officers: v.array(officerSchema) });

export async function refreshColleagues({ db, wire, actor }: Parts, now: number): Promise<void> {
  const path = addressedTo('/api/registry/officers', inspectingFor(actor, now));
  const reply = v.safeParse(replySchema, await wire.getJson(path));
  if (!reply.success) throw new SyncProblem('unreadable');
  const people = reply.output.officers.map(({ id, name, certificate }) => ({
    id,
    name,
    certificate: certificate.number,
  }));
  await writeMeta(db, 'colleagues', { people, at: now });
}

export const colleagues$ = (db: DeviceDb): Observable<readonly Colleague[]> =>
  liveQuery(async () => (await readMeta(db, 'colleagues'))?.people ?? []);
