/**
 * The chain of this device's events: seq 1, 2, 3…, each naming the hash of the one before.
 *
 * Two databases are written for one event: the event itself (RxDB) and the head of the chain (Dexie). No
 * transaction spans both, so the order decides what a crash can do:
 *   1. Under a lock over all tabs, the head is taken as the later of the stored head and the newest event on disk.
 *   2. The event goes to disk with the next seq. If this fails, nothing was used up and the form keeps its content.
 *   3. The stored head follows. If the device dies between 2 and 3, or this write fails, the stored head is one
 *      behind; step 1 of the next event reads the newest event from disk and continues after it.
 * So an event that a seq was used for is always on disk (no gap for the server to wait at), and no seq is used
 * twice. The stored head is still needed: events on disk may be fewer while they are pulled afresh.
 */
import { fromBase64Url, toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import type { Signer } from '@liangma/shared/kernel/cose';
import { type EventId, type TaskId, uuidV7 } from '@liangma/shared/kernel/ids';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { eventDocumentSchema } from '@liangma/shared/protocol/documents';
import { sealEvent } from '@liangma/shared/protocol/envelope';
import { type EventIn, type EventType, eventSchema } from '@liangma/shared/protocol/event';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import * as v from 'valibot';
import type { EventRow } from './rows.ts';

export interface ChainHead {
  readonly seq: number;
  /** SHA-256 of the envelope as hex; empty before the first. */
  readonly hash: string;
}

const START: ChainHead = { seq: 0, hash: '' };

export interface ChainStore {
  storedHead(): Promise<ChainHead | undefined>;
  newestEvent(): Promise<Pick<EventRow, 'seq' | 'envelope'> | undefined>;
  insertEvent(row: EventRow): Promise<void>;
  storeHead(head: ChainHead): Promise<void>;
  /** Runs one at a time over all tabs of this device. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

export interface NewEvent<T extends EventType> {
  readonly type: T;
  readonly task: TaskId;
  /** Revision of the task as the server last gave it. */
  readonly taskRev: number;
  readonly data: EventIn<T>['data'];
  readonly replaces?: EventId;
}

export interface Author {
  readonly device: string;
  readonly signer: Signer;
  readonly now: () => number;
  /** Ten random bytes. */
  readonly random: () => Uint8Array;
}

/** `too-large`: the signed event would not fit into what the server takes. Throws what the storage throws. */
export function appendEvent<T extends EventType>(
  store: ChainStore,
  author: Author,
  event: NewEvent<T>,
): Promise<Result<EventRow, 'too-large'>> {
  return store.exclusively(async () => {
    const head = await headOf(store);
    const row = await seal(author, event, head);
    if (!v.is(eventDocumentSchema.entries.envelope, row.envelope)) return err('too-large');
    await store.insertEvent(row);
    // Not fatal: see step 3 above.
    await store.storeHead(await headAt(row)).catch(() => undefined);
    return ok(row);
  });
}

export async function headOf(store: Pick<ChainStore, 'storedHead' | 'newestEvent'>): Promise<ChainHead> {
  const [stored = START, newest] = await Promise.all([store.storedHead(), store.newestEvent()]);
  return newest && newest.seq > stored.seq ? headAt(newest) : stored;
}

async function headAt({ seq, envelope }: Pick<EventRow, 'seq' | 'envelope'>): Promise<ChainHead> {
  return { seq, hash: toHex(await sha256(fromBase64Url(envelope) ?? new Uint8Array())) };
}

async function seal<T extends EventType>(author: Author, event: NewEvent<T>, head: ChainHead): Promise<EventRow> {
  const { device, signer } = author;
  const { type, task, taskRev, data, replaces } = event;
  const at = author.now();
  const id = uuidV7(at, author.random());
  const sealed = v.parse(eventSchema, {
    id,
    device,
    seq: head.seq + 1,
    prev: head.hash,
    type,
    task,
    taskRev,
    at,
    data,
    ...(replaces === undefined ? {} : { replaces }),
  });
  const envelope = toBase64Url(await sealEvent(signer, sealed));
  return {
    id: sealed.id,
    device: sealed.device,
    seq: sealed.seq,
    type,
    task,
    at,
    envelope,
    sync: { state: 'pending' },
  };
}
