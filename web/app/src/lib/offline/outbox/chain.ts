/**
 * Chain of this device's events: seq 1, 2, 3…, each with the hash of the one before. An event is signed on the head that was
 * read, and written in one transaction with the head it makes. If another tab was faster, nothing is written and the event is
 * signed again on the newer head. If the write fails, no seq is used up and the form keeps its content.
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
import type { ChainHead, EventRow } from '../rows.ts';

export const START: ChainHead = { seq: 0, hash: '' };

export interface ChainStore {
  head(): Promise<ChainHead>;
  /** Writes the event and the head it makes. Returns false, and writes nothing, if the head is no longer `after`. */
  append(row: EventRow, after: ChainHead, head: ChainHead): Promise<boolean>;
}

export interface NewEvent<T extends EventType> {
  readonly type: T;
  readonly task: TaskId;
  /** Revision of the task in the server's last copy. */
  readonly taskRev: number;
  readonly data: EventIn<T>['data'];
  readonly replaces?: EventId;
  /** When it happened; absent for now. */
  readonly at?: number;
}

export interface Author {
  readonly device: string;
  readonly signer: Signer;
  readonly now: () => number;
  /** Ten random bytes. */
  readonly random: () => Uint8Array;
}

/** `too-large`: the signed event exceeds what the server takes. Throws what the storage throws. */
export async function appendEvent<T extends EventType>(
  store: ChainStore,
  author: Author,
  event: NewEvent<T>,
): Promise<Result<EventRow, 'too-large'>> {
  for (;;) {
    const after = await store.head();
    const row = await seal(author, event, after);
    if (!v.is(eventDocumentSchema.entries.envelope, row.envelope)) return err('too-large');
    if (await store.append(row, after, await headAt(row))) return ok(row);
  }
}

export async function headAt({ seq, envelope }: Pick<EventRow, 'seq' | 'envelope'>): Promise<ChainHead> {
  return { seq, hash: toHex(await sha256(fromBase64Url(envelope) ?? new Uint8Array())) };
}

async function seal<T extends EventType>(author: Author, event: NewEvent<T>, head: ChainHead): Promise<EventRow> {
  const { device, signer } = author;
  const { type, task, taskRev, data, replaces } = event;
  const at = event.at ?? author.now();
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
