/** Officers of the own agency, whom a late entry names without network. */
import { officerSchema } from '@liangma/shared/registry/officer';
import { liveQuery, type Observable } from 'dexie';
import * as v from 'valibot';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import type { Colleague } from '../rows.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import type { Wire } from '../wire/wire.ts';

const replySchema = v.object({ officers: v.array(officerSchema) });

export async function refreshColleagues(db: DeviceDb, wire: Pick<Wire, 'getJson'>, now: number): Promise<void> {
  const reply = v.safeParse(replySchema, await wire.getJson('/api/registry/officers'));
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
