/** The matters that the officer's agency may use, with their checklists. */
import { addressedTo, inspectingFor } from '@liangma/shared/access/acting';
import { type Matter, matterSchema } from '@liangma/shared/matters/matter';
import { liveQuery, type Observable } from 'dexie';
import * as v from 'valibot';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import type { Uses } from '../parts.ts';
import { SyncProblem } from '../wire/sync-problem.ts';

type Parts = Uses<'db' | 'wire' | 'actor'>;

const replySchema = v.object({ version: v.number(), matters: v.array(matterSchema) });

/** Returns how many there are. Matters of older lists stay: a task may have been issued under them. */
export async function refreshMatters({ db, wire, actor }: Parts, now: number): Promise<number> {
  const path = addressedTo('/api/matters', inspectingFor(actor, now));
  const reply = v.safeParse(replySchema, await wire.getJson(path));
  if (!reply.success) throw new SyncProblem('unreadable');
  const { version, matters } = reply.output;
  // The list of another agency may have the same version.
  const isOther = await hasUnknown(db, new Set(matters.map(({ id }) => id)));
  if (isOther || (await readMeta(db, 'mattersVersion')) !== version) {
    await db.transaction('rw', db.matters, db.meta, async () => {
      await db.matters.bulkPut(matters);
      await writeMeta(db, 'mattersVersion', version);
    });
  }
  await writeMeta(db, 'mattersAt', now);
  return db.matters.count();
}

/** True when a task names a matter that this device does not know. */
export async function hasUnknown(db: DeviceDb, ids: ReadonlySet<string>): Promise<boolean> {
  const known = new Set(await db.matters.toCollection().primaryKeys());
  return [...ids].some((id) => !known.has(id));
}

/** All matters on this device, in the order of the list. */
export const matters$ = (db: DeviceDb): Observable<Matter[]> => liveQuery(() => db.matters.orderBy('id').toArray());

/** Returns the matters on this device among the ids. */
export async function mattersById(db: DeviceDb, ids: readonly string[]): Promise<Map<string, Matter>> {
  const found = await db.matters.bulkGet([...ids]);
  return new Map(found.flatMap((matter) => (matter ? [[matter.id, matter] as [string, Matter]] : [])));
}

export const mattersById$ = (db: DeviceDb, ids: readonly string[]): Observable<Map<string, Matter>> =>
  liveQuery(() => mattersById(db, ids));
