/**
 * Everything that an account has on this device but its drafts (drafts-db.ts), in one database: what belongs together is
 * written in one transaction. Bulk is kept as it is searched (packs), keys as the browser gives them.
 */
import type { Actor } from '@liangma/shared/access/authorise';
import type { GivenGrant } from '@liangma/shared/grants/grant-terms';
import type { Matter } from '@liangma/shared/matters/matter';
import type { DiscardReason } from '@liangma/shared/protocol/discard';
import type { RejectCode } from '@liangma/shared/protocol/documents';
import type { PendingStart } from '@liangma/shared/sync/undo-start';
import type { PackPoint } from '@liangma/shared/task-code/pack';
import type { TaskIn } from '@liangma/shared/tasks/task';
import type { DeviceKey } from '@liangma/web-common/crypto/device-key';
import { Dexie, type Table, type Transaction } from 'dexie';
import { databaseName, type Marker } from './account.ts';
import type { ChainHead } from './chain.ts';
import type { Failures } from './device-reports.ts';
import { moveReceipts, type ReceiptRow } from './moved-receipts.ts';
import type { LinesText } from './pack-text.ts';
import type { PhotoBytesRow, PhotoRow } from './photo-rows.ts';
import type { LocalCheckpoint } from './pull.ts';
import type { EventRow, TaskRow } from './rows.ts';
import type { TaskBlock, TaskLines } from './task-blocks.ts';

export interface KeyRow {
  readonly id: 'device';
  readonly key: DeviceKey;
  /** Null until the server has enrolled it for the officer. */
  readonly enrolledAt: number | null;
}

export interface MetaValues {
  actor: Actor;
  head: ChainHead;
  /** When this device last spoke with the server, and last got its tasks. */
  lastSync: number;
  lastPull: number;
  lastEventsPull: number;
  /** When the first sign-in had everything it needs. */
  setUp: number;
  mattersVersion: number;
  /** When the matters were last asked for. */
  mattersAt: number;
  /** This device's clock minus the server's at their last contact, milliseconds. */
  skew: number;
  /** Set when an older app had pulled tasks without their live codes. */
  liveCodesMissing: true;
  /** Newest time signed by the server that this device has seen, milliseconds. */
  newestSignedTime: number;
  /** When the server last said that this device is revoked; absent in one that is in use. */
  revokedAt: number;
  /** What the system had cleared before this database was made. */
  evicted: Marker;
  /** Attempts that failed since the last that succeeded, for the next report. */
  failures: Failures;
  /** Set while tasks are pulled afresh after a 410; `seen` collects their ids. */
  repull: string;
  /** Where not all of them are (SYNC-17). */
  repullShards: readonly string[];
  /** Shards that the next pull begins anew. */
  inDoubt: readonly string[];
  /** When shards were last in doubt. */
  doubtedAt: Readonly<Record<string, number>>;
  /** How far tasks and events are pulled: written with them. */
  tasksPulled: LocalCheckpoint;
  eventsPulled: LocalCheckpoint;
  /** Of an app before this database had tasks and events (older-rows.ts): not taken over yet, or not deleted yet. */
  rowsElsewhere: 'there' | 'taken';
  /** Of events that are not taken over yet (moved-receipts.ts). */
  receiptsOfThose: readonly ReceiptRow[];
  /** Shards whose events the next pull brings from their start: the server has gone back behind what was pulled (SYNC-20). */
  eventsInDoubt: readonly string[];
  /** Starts of inspections that can still be undone. */
  starts: readonly PendingStart[];
  /** What was last sent again because the server had lost it, and when. */
  sentBeyond: { readonly told: string; readonly at: number };
}

export interface FileRow {
  readonly name: 'trust' | 'grants';
  readonly bytes: Uint8Array;
  readonly etag: string;
  readonly at: number;
}

export interface PackRow extends PackPoint {
  readonly county: string;
  /** Under which its parts are kept. */
  readonly pack: string;
  readonly count: number;
  readonly at: number;
  /** Lines that a later change took away. */
  readonly gone: readonly PackPlace[];
}

export interface PackPlace {
  /** Which part, and which line of it. */
  readonly n: number;
  readonly line: number;
}

/** A part of a pack as text (pack-text.ts). */
export interface NamesRow extends LinesText {
  readonly pack: string;
  readonly n: number;
}

/** `receipt-invalid`: the server says accepted, but its receipt does not hold. */
export type ParkedCode = RejectCode | 'receipt-invalid';

export interface ParkedRow {
  readonly id: string;
  readonly event: EventRow;
  readonly code: ParkedCode;
  readonly reasons: readonly string[];
  readonly parkedAt: number;
  /** What a person did about it; absent while somebody has to. */
  readonly fate?: ParkedFate;
}

export type ParkedFate =
  /** A corrected event stands in its place (SYNC-14). */
  | { readonly kind: 'replaced'; readonly by: string; readonly at: number }
  /** Its officer is done with it (SYNC-15). */
  | ({ readonly kind: 'discarded'; readonly at: number } & DiscardReason);

/** What shows the code of a task live. Beside the tasks: no page and no export that lists them needs it. */
export interface LiveCodeRow {
  readonly task: string;
  /** The text with the anchor in it; the one in the task is made to be printed. */
  readonly code: string;
  readonly seed: Uint8Array;
}

/** A grant that lets this device issue codes. */
export interface GrantRow {
  readonly id: string;
  readonly data: GivenGrant;
  readonly signed: Uint8Array;
  /** The highest number that has reached the server. */
  readonly issued: number;
}

/** A task whose code this device issued, as it stood then: written with its event. */
export interface IssuedRow {
  readonly task: string;
  readonly data: TaskIn<'issued'>;
  /** When its grant was given, by the server's clock. */
  readonly givenAt: number;
}

export type DeviceDb = Dexie & {
  tasks: Table<TaskRow, string>;
  taskBlocks: Table<TaskBlock, string>;
  /** What is searched of them. */
  taskLines: Table<TaskLines, number>;
  events: Table<EventRow, string>;
  keys: Table<KeyRow, string>;
  meta: Table<{ name: keyof MetaValues; value: MetaValues[keyof MetaValues] }, string>;
  files: Table<FileRow, string>;
  matters: Table<Matter, string>;
  packs: Table<PackRow, string>;
  /** What is searched of each part. */
  packNames: Table<NamesRow, [string, number]>;
  /** What is shown of a hit. */
  packRows: Table<NamesRow, [string, number]>;
  parked: Table<ParkedRow, string>;
  /** Events that have left this device in a file, and when last. */
  exported: Table<{ event: string; at: number }, string>;
  liveCodes: Table<LiveCodeRow, string>;
  grants: Table<GrantRow, string>;
  /** The last number given out under each grant; never counted back. */
  numbers: Table<{ grant: string; last: number }, string>;
  issued: Table<IssuedRow, string>;
  /** Tasks that left the officer's scope while work on them was unsent. */
  held: Table<{ task: string }, string>;
  seen: Table<{ task: string }, string>;
  photos: Table<PhotoRow, [string, string]>;
  photoBytes: Table<PhotoBytesRow, [string, string]>;
};

export function openDeviceDb(account: string): DeviceDb {
  const db = new Dexie(databaseName(account), { chromeTransactionDurability: 'strict' }) as DeviceDb;
  db.version(1).stores({
    keys: 'id',
    meta: 'name',
    files: 'name',
    matters: 'id',
    packs: 'county',
    packKeys: '[county+n]',
    packLines: '[county+n]',
    parked: 'id',
    receipts: 'id, receivedAt',
    held: 'task',
    seen: 'task',
  });
  db.version(2)
    .stores({ liveCodes: 'task' })
    .upgrade((old) => old.table('meta').put({ name: 'liveCodesMissing', value: true }));
  db.version(3).stores({ grants: 'id', numbers: 'grant', issued: 'task' });
  db.version(4).stores({ seenEvents: 'event' });
  db.version(5).stores({ photos: '[task+hash], task, upload.state', photoBytes: '[task+hash]' });
  // Packs get parts of their own; one from before stays in use until a new one is whole.
  db.version(6).stores({ packNames: '[pack+n], pack', packRows: '[pack+n], pack' }).upgrade(keepOldPacks);
  db.version(7).stores({ exported: 'event' }).upgrade(keepExported);
  db.version(8)
    .stores({
      tasks: 'id, [state+day]',
      events: 'id, seq, at, [task+seq], [sync.state+seq]',
      seenEvents: null,
    })
    .upgrade(noteRowsElsewhere);
  db.version(9)
    .stores({
      events: 'id, seq, at, [task+seq], [sync.state+seq], checked.receivedAt',
      receipts: null,
      taskBlocks: '',
      taskLines: '++page',
    })
    .upgrade(moveReceipts);
  return db;
}

/** They cannot be read in this transaction. */
async function noteRowsElsewhere(old: Transaction): Promise<void> {
  await old.table('meta').put({ name: 'rowsElsewhere', value: 'there' });
  await old.table('meta').delete('eventsRepull');
}

/** What was exported before stood at the parked events alone. */
async function keepExported(old: Transaction): Promise<void> {
  const parked: { id: string; exportedAt?: number | null }[] = await old.table('parked').toArray();
  const exported = parked.flatMap(({ id, exportedAt }) => (exportedAt ? [{ event: id, at: exportedAt }] : []));
  await old.table('exported').bulkPut(exported);
}

async function keepOldPacks(old: Transaction): Promise<void> {
  for (const [from, to] of [
    ['packKeys', 'packNames'],
    ['packLines', 'packRows'],
  ] as const) {
    const parts = await old.table(from).toArray();
    await old.table(to).bulkPut(parts.map(({ county, ...part }) => ({ ...part, pack: county })));
  }
  await old
    .table('packs')
    .toCollection()
    .modify((row, ref) => {
      ref.value = { county: row.county, pack: row.county, epoch: '', seq: 0, count: row.count, at: row.at, gone: [] };
    });
}

export async function readMeta<K extends keyof MetaValues>(db: DeviceDb, name: K): Promise<MetaValues[K] | undefined> {
  return (await db.meta.get(name))?.value as MetaValues[K] | undefined;
}

/** By one request. */
export async function readMetas<K extends keyof MetaValues>(
  db: DeviceDb,
  ...names: readonly K[]
): Promise<{ readonly [N in K]?: MetaValues[N] }> {
  const rows = await db.meta.bulkGet([...names]);
  return Object.fromEntries(rows.flatMap((row) => (row ? [[row.name, row.value]] : []))) as {
    [N in K]?: MetaValues[N];
  };
}

export async function writeMeta<K extends keyof MetaValues>(
  db: DeviceDb,
  name: K,
  value: MetaValues[K],
): Promise<void> {
  await db.meta.put({ name, value });
}

/** `at`: a time that the server has signed, milliseconds. */
export async function sawSignedTime(db: DeviceDb, at: number): Promise<void> {
  const newest = (await readMeta(db, 'newestSignedTime')) ?? 0;
  if (at > newest) await writeMeta(db, 'newestSignedTime', at);
}

/** Of a table with few rows, and keys that are mostly not in it: each key given to `bulkDelete` costs, there or not. */
export async function deleteThose<Row>(table: Table<Row, string>, keys: ReadonlySet<string>): Promise<void> {
  const here = await table.toCollection().primaryKeys();
  await table.bulkDelete(here.filter((key) => keys.has(key)));
}
