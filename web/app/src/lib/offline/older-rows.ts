/**
 * Tasks and events of an app before version 8 of the device's database: they lie in two databases of RxDB. They are taken
 * over as they are, once, and those databases go. What was pulled comes once more, since how far it went is not taken over.
 */
import { toHex, utf8 } from '@liangma/shared/kernel/bytes';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import { databaseName } from './account.ts';
import { asItIs, deleteDatabase, rowsIn } from './as-it-is.ts';
import { headAt, START } from './chain.ts';
import { type DeviceDb, readMeta, writeMeta } from './device-db.ts';
import { withReceipts } from './moved-receipts.ts';
import type { EventRow, TaskRow } from './rows.ts';
import { putTasks, taskTables } from './task-rows.ts';

/** `_deleted` and the like are RxDB's own. */
type Kept<Row> = Row & { readonly _deleted?: unknown; readonly _meta?: unknown; readonly _rev?: unknown };

/** Nothing to do, or already done: as on every start but the first of this version. */
export async function takeOver(db: DeviceDb, account: string): Promise<void> {
  const rows = await readMeta(db, 'rowsElsewhere');
  if (rows === 'there') await take(db, account);
  if (rows === undefined) return;
  await forgetOlder(account);
  await db.meta.delete('rowsElsewhere');
}

async function take(db: DeviceDb, account: string): Promise<void> {
  const tasks = (await olderRows<TaskRow>(account, 'tasks')).map(
    ({ id, day, from, state, rev, data }): TaskRow => ({ id, day, from, state, rev, data }),
  );
  const events = (await olderRows<EventRow>(account, 'events')).map(
    ({ id, device, seq, type, task, at, envelope, sync }): EventRow => ({
      ...{ id, device, seq, type, task, at, envelope, sync },
    }),
  );
  const newest = events.reduce<EventRow | undefined>((a, b) => (a && a.seq > b.seq ? a : b), undefined);
  const head = newest && (await headAt(newest));
  await db.transaction('rw', [...taskTables(db), db.events, db.issued, db.meta], async () => {
    if ((await readMeta(db, 'rowsElsewhere')) !== 'there') return;
    await putTasks(db, tasks);
    await db.events.bulkPut(withReceipts(events, (await readMeta(db, 'receiptsOfThose')) ?? []));
    await db.meta.delete('receiptsOfThose');
    // A code whose event is not there was cut short before anybody saw it.
    const logged = new Set<string>(events.map(({ task }) => task));
    await db.issued.filter(({ task }) => !logged.has(task)).delete();
    // They were written one after the other: an app that was killed between has a head that is one behind.
    if (head && head.seq > ((await readMeta(db, 'head')) ?? START).seq) await writeMeta(db, 'head', head);
    await writeMeta(db, 'rowsElsewhere', 'taken');
  });
}

async function olderRows<Row>(account: string, collection: Collection): Promise<Kept<Row>[]> {
  const rows = (await asItIs(olderName(account, collection), (db) => rowsIn(db, 'docs'))) as Kept<Row>[] | undefined;
  return (rows ?? []).filter(({ _deleted }) => _deleted !== true && _deleted !== '1');
}

type Collection = 'tasks' | 'events';

export const olderName = (account: string, collection: string): string =>
  `rxdb-dexie-${databaseName(account)}--0--${collection}`;

/** With what RxDB noted of their replication. */
async function forgetOlder(account: string): Promise<void> {
  for (const collection of ['tasks', 'events'] as const) {
    const replication = toHex(await sha256(utf8(`${collection}-liangma-${collection}`)));
    await deleteDatabase(olderName(account, collection));
    await deleteDatabase(olderName(account, `rx-replication-meta-${replication}`));
  }
}
